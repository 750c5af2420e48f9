package dev.docstore.cli.command;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.DocStoreException.Details;

/** What a refusal of the server looks like to the user (spec 04 A1, E). */
public final class ServerText {
  private ServerText() {}

  /** {@code server error: <error>}, or the status where the server gave no reason. */
  public static String of(DocStoreException e) {
    boolean hasText =
        e.details() instanceof Details.None || e.details() instanceof Details.Problems;
    boolean noReason = e.getMessage().isEmpty() || !hasText;
    return noReason
        ? "server error (status " + e.status() + ")"
        : "server error: " + e.getMessage();
  }
}
