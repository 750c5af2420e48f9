/** The CI worker: claims one job, runs its checks, reports their verdicts, exits (spec 03 §8). */
@NullMarked
package dev.docstore.ci.worker;

import org.jspecify.annotations.NullMarked;
