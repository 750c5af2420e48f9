/**
 * A server of our own: the packaged jar on a database of its own, and what can be seen of its
 * process.
 */
@NullMarked
package dev.docstore.bench.server;

import org.jspecify.annotations.NullMarked;
