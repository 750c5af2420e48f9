package dev.docstore.bench.row;

/** What a figure counts. */
public enum Unit {
  PER_SECOND("/s"),
  MILLISECONDS("ms");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }

  /** How good a figure is against its goal: 1 reaches it, 2 is twice as good. */
  public double ratio(double figure, double goal) {
    return this == PER_SECOND ? figure / goal : goal / figure;
  }
}
