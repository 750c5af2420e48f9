package dev.docstore.cli.command;

import dev.docstore.cli.console.Text;

/** Titles in tables (spec 04 A6). */
final class Titles {
  private static final int LONGEST = 38;

  private Titles() {}

  /** At most 38 code points; of a longer title the first 37 and an ellipsis. */
  static String shortened(String title) {
    String cut = Text.cut(title, LONGEST);
    return cut.equals(title) ? title : Text.cut(title, LONGEST - 1) + "…";
  }
}
