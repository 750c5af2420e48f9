/**
 * A small blocking HTTP/1.1 client: the load generator shares its processors with what it measures.
 */
@NullMarked
package dev.docstore.bench.http;

import org.jspecify.annotations.NullMarked;
