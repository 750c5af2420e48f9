/** The cron expressions of {@code ci.yaml} (spec 03 §1.5). */
@NullMarked
package dev.docstore.common.cron;

import org.jspecify.annotations.NullMarked;
