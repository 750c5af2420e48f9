/** The acceptance rows of spec 02 §13, seen by a bare HTTP client. */
@NullMarked
package dev.docstore.server.collaboration;

import org.jspecify.annotations.NullMarked;
