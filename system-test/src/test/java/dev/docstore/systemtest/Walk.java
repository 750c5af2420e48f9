package dev.docstore.systemtest;

import java.util.Map;

/** The walk of the README, which `make demo` plays. */
final class Walk {
  private Walk() {}

  /**
   * Its transcript, but for the organisation, the server, the caller and the folder of make dev.
   */
  static GoldenFile golden(String org, String url, String identity, String folder) {
    return GoldenFile.named(
        "walk", Map.of("ORG", org, "URL", url, "IDENTITY", identity, "DEV", folder));
  }
}
