/** A real server on a real port for the server's tests. */
@NullMarked
package dev.docstore.server.testing;

import org.jspecify.annotations.NullMarked;
