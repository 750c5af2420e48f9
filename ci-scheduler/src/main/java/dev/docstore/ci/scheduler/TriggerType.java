package dev.docstore.ci.scheduler;

import java.util.Locale;

/** What asked for a job (spec 03 §4). */
enum TriggerType {
  PUSH,
  PROPOSAL,
  PROPOSAL_SYNCHRONIZED,
  SCHEDULE,
  MANUAL;

  /** As in {@code ci_jobs.trigger_type}: lower case. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a newer commit of the branch makes a waiting job of this kind pointless (page 00 E1).
   */
  boolean supersedes() {
    return this == PUSH || this == PROPOSAL_SYNCHRONIZED;
  }
}
