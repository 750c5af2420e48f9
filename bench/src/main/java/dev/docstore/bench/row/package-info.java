/** The rows of the table: what is done, from how many clients, and what it should cost. */
@NullMarked
package dev.docstore.bench.row;

import org.jspecify.annotations.NullMarked;
