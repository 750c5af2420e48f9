package dev.docstore.server.access;

import java.util.Locale;

/** What {@code ci.yaml} may let a job write (spec 03 §16.2). */
public enum JobPermission {
  CHECKS,
  CONTENTS,
  PROPOSALS,
  ISSUES,
  RELEASES,
  CI;

  /** As in {@code ci.yaml} and in tokens: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
