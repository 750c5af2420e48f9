package dev.docstore.bench.row;

import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Figure;

/** One line of the table. */
public interface Row {
  /** What selects it; shared by rows that differ in the number of clients only. */
  String name();

  /** What is measured, in words. */
  String title();

  Unit unit();

  /** The figure to reach; 0 when there is none. */
  double goal();

  /**
   * Sets up what it needs on the server, warms up, measures, and checks that the answers were
   * right.
   */
  Figure measure(Target target, Pace pace) throws Exception;
}
