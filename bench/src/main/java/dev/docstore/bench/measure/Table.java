package dev.docstore.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table in Markdown that is readable as plain text too: the first column flush left, the others
 * flush right. Rows can be printed as they come, so the widths of columns are given.
 */
public final class Table {
  private final List<Integer> widths = new ArrayList<>();
  private final StringBuilder head = new StringBuilder("|");
  private final StringBuilder rule = new StringBuilder("|");

  /** Adds a column of at least that width. */
  public Table column(String title, int width) {
    int used = Math.max(width, title.length());
    boolean first = widths.isEmpty();
    widths.add(used);
    head.append(cell(title, used, first));
    rule.append(' ').append("-".repeat(used - 1)).append(first ? '-' : ':').append(" |");
    return this;
  }

  /** Title line and rule. */
  public String head() {
    return head + "\n" + rule;
  }

  /** One line; as many cells as there are columns. */
  public String line(String... cells) {
    if (cells.length != widths.size()) {
      throw new IllegalArgumentException(cells.length + " cells in " + widths.size() + " columns");
    }
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < cells.length; i++) {
      line.append(cell(cells[i], widths.get(i), i == 0));
    }
    return line.toString();
  }

  private static String cell(String text, int width, boolean left) {
    return String.format(Locale.ROOT, left ? " %-" + width + "s |" : " %" + width + "s |", text);
  }

  /** A number as people read it: three significant digits below ten, thousands apart above. */
  public static String number(double value) {
    if (value < 10) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  /** A share as a percentage. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
