package dev.docstore.ci.scheduler;

import dev.docstore.common.http.TextError;
import dev.docstore.common.name.Names;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /jobs/{id}/complete} (spec 03 §5.8). */
record Completion(@Nullable String status, @Nullable String logUrl, @Nullable String errorMessage) {
  /** Refuses what the queue would not take. */
  Completion checked() {
    if (status == null || status.isEmpty()) {
      throw new TextError(400, "status is required");
    }
    if (!status.equals("passed") && !status.equals("failed")) {
      throw new TextError(400, "status must be 'passed' or 'failed'");
    }
    if (logUrl != null && Names.hasControlCharacter(logUrl)) {
      throw new TextError(400, "log_url may not contain control characters");
    }
    if (errorMessage != null && errorMessage.indexOf('\0') >= 0) {
      throw new TextError(400, "error_message may not contain U+0000");
    }
    return this;
  }
}
