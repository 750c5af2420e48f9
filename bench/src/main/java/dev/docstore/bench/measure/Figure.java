package dev.docstore.bench.measure;

import java.util.List;

/**
 * The median of several measurements and their spread.
 *
 * @param generator share of all processors that the load generator took meanwhile, 0 to 1
 */
public record Figure(double median, double min, double max, double generator) {
  /** Of at least one measurement. */
  public static Figure of(List<Double> values, double generator) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    List<Double> sorted = values.stream().sorted().toList();
    return new Figure(median(sorted), sorted.getFirst(), sorted.getLast(), generator);
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
