/** Requests that nobody should send, in large numbers, to every route of the server. */
@NullMarked
package dev.docstore.server.fuzz;

import org.jspecify.annotations.NullMarked;
