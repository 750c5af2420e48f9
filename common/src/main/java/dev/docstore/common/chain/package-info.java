/** The commit hash chain (spec 01 §13). */
@NullMarked
package dev.docstore.common.chain;

import org.jspecify.annotations.NullMarked;
