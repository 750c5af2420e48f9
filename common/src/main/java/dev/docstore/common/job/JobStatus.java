package dev.docstore.common.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a CI job stands (spec 03 §2.1, page 00 E1). */
public enum JobStatus {
  QUEUED,
  CLAIMED,
  PASSED,
  FAILED,
  CANCELLED;

  /** As in JSON and in the database: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the job will not change any more. */
  public boolean isFinal() {
    return this == PASSED || this == FAILED || this == CANCELLED;
  }
}
