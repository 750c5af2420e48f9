/** Opaque tokens and signatures: request tokens, webhook and archive signatures. */
@NullMarked
package dev.docstore.common.token;

import org.jspecify.annotations.NullMarked;
