/** How JSON is written and read on every wire of the contract (spec 01 §1.1). */
@NullMarked
package dev.docstore.common.json;

import org.jspecify.annotations.NullMarked;
