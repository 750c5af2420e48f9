package dev.docstore.cli.command;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.DocStoreException.Details;

/** What a refusal of the server looks like to the user (spec 04 A1, E). */
public final class ServerText {
  private ServerText() {}

  /** {@code server error: <error>}, or the status where the server gave no reason. */
  public static String of(DocStoreException e) {
    boolean noReason = e.getMessage().isEmpty() || !(e.details() instanceof Details.None);
    return noReason
        ? "server error (status " + e.status() + ")"
        : "server error: " + e.getMessage();
  }
}
