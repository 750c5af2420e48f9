/** The one table of error codes, and the exception that carries them from server to client. */
@NullMarked
package dev.docstore.common.error;

import org.jspecify.annotations.NullMarked;
