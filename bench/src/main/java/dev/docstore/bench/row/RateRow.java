package dev.docstore.bench.row;

import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Figure;
import dev.docstore.bench.measure.Load;

/** How often per second something is done by several clients at once. */
record RateRow(String name, String title, int clients, double goal, Workload workload)
    implements Row {
  /** What every client does again and again. */
  interface Workload {
    /** Sets up the server. */
    Load.Clients on(Target target) throws Exception;
  }

  @Override
  public Unit unit() {
    return Unit.PER_SECOND;
  }

  @Override
  public Figure measure(Target target, Pace pace) throws Exception {
    Load.Clients factory = workload.on(target);
    Load.perSecond(clients, pace.rowWarmUp(), factory);
    return Load.perSecond(clients, pace.runs(), pace.run(), factory);
  }
}
