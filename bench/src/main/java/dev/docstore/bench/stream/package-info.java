/** Streams of events: many readers at once, writers at a pace, and who got what when. */
@NullMarked
package dev.docstore.bench.stream;

import org.jspecify.annotations.NullMarked;
