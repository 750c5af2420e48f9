/**
 * The CI queue: turns events into jobs, hands jobs to workers, tells how they stand (spec 03 §5,
 * §6).
 */
@NullMarked
package dev.docstore.ci.scheduler;

import org.jspecify.annotations.NullMarked;
