/** Judges with merge policies written in Rego: compiled from source, sandboxed, in this process. */
@NullMarked
package dev.docstore.rego;

import org.jspecify.annotations.NullMarked;
