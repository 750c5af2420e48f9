/** The server under load, as its contract knows it: repos filled with files, and calls on them. */
@NullMarked
package dev.docstore.bench.contract;

import org.jspecify.annotations.NullMarked;
