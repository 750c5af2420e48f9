/** HTTP as the small text-speaking services see it, without a framework (spec 03 §0). */
@NullMarked
package dev.docstore.common.http;

import org.jspecify.annotations.NullMarked;
