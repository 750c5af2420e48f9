/** Measures any server that speaks the contract, by URL; never deployed. */
@NullMarked
package dev.docstore.bench;

import org.jspecify.annotations.NullMarked;
