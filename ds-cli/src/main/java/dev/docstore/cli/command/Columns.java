package dev.docstore.cli.command;

import dev.docstore.cli.console.Text;

/**
 * The layout of a table: cells padded to their column's width, never cut.
 *
 * @param gap spaces between two columns
 * @param widths 0 for a column that is not padded
 */
record Columns(int gap, int... widths) {
  String row(String... cells) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        row.append(" ".repeat(gap));
      }
      row.append(Text.pad(Text.line(cells[i]), widths[i]));
    }
    return row.toString();
  }
}
