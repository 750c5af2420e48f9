/** The HTTP client of the DocStore API, as spec chapter 04 part B names its operations. */
@NullMarked
package dev.docstore.common.client;

import org.jspecify.annotations.NullMarked;
