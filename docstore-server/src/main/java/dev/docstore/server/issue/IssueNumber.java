package dev.docstore.server.issue;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.server.web.Query;

/** The number of an issue as paths write it. */
final class IssueNumber {
  private IssueNumber() {}

  /**
   * A positive decimal int64, a sign and leading zeros allowed.
   *
   * @throws DocStoreException 400
   */
  static long parse(String text) {
    return Query.integer(text).stream()
        .filter(number -> number > 0)
        .findFirst()
        .orElseThrow(() -> DocStoreException.badRequest("invalid issue number"));
  }
}
