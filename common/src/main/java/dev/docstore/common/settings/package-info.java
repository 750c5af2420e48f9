/** Reading a service's flags and environment, once, with one clear line for a bad value. */
@NullMarked
package dev.docstore.common.settings;

import org.jspecify.annotations.NullMarked;
