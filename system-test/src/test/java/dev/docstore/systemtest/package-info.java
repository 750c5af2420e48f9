/**
 * Drives DocStore from outside, as its users do: the packaged jars as processes and the real {@code
 * ds}. Nothing here knows a class of the services.
 */
@NullMarked
package dev.docstore.systemtest;

import org.jspecify.annotations.NullMarked;
