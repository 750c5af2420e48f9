/** The DocStore server: its start, and the features below it. */
@NullMarked
package dev.docstore.server;

import org.jspecify.annotations.NullMarked;
