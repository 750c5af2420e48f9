/** The objects of the REST API, member for member (spec 01 and 02). */
@NullMarked
package dev.docstore.common.wire;

import org.jspecify.annotations.NullMarked;
