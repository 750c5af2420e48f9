/** The acceptance rows of spec 01 §19 and the access contract, seen by a bare HTTP client. */
@NullMarked
package dev.docstore.server.acceptance;

import org.jspecify.annotations.NullMarked;
