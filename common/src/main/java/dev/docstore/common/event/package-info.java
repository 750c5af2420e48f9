/** What happened: the catalogue of events and their CloudEvents envelope (spec 02 §10). */
@NullMarked
package dev.docstore.common.event;

import org.jspecify.annotations.NullMarked;
