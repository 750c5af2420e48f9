/**
 * {@code .docstore/ci.yaml}: the one strict parser, trigger and glob matching, {@code if}
 * expressions, and the Dockerfile that a check compiles to (spec 03 §1).
 */
@NullMarked
package dev.docstore.common.ciyaml;

import org.jspecify.annotations.NullMarked;
