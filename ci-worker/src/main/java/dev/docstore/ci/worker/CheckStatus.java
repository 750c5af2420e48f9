package dev.docstore.ci.worker;

import java.util.Locale;

/** How a check ended. */
enum CheckStatus {
  PASSED,
  FAILED,
  SKIPPED;

  /** As the server takes it. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
