package dev.docstore.ci.scheduler;

import java.util.concurrent.atomic.LongAdder;

/** Counts what this process did, and writes it with the queue's state as Prometheus text. */
final class Metrics {
  private final QueueState queue;
  private final LongAdder deliveries = new LongAdder();
  private final LongAdder refusedDeliveries = new LongAdder();
  private final LongAdder claims = new LongAdder();
  private final LongAdder completions = new LongAdder();

  Metrics(QueueState queue) {
    this.queue = queue;
  }

  void delivery() {
    deliveries.increment();
  }

  void refusedDelivery() {
    refusedDeliveries.increment();
  }

  void claim() {
    claims.increment();
  }

  void completion() {
    completions.increment();
  }

  /** The text format 0.0.4 of Prometheus. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append("# HELP docstore_ci_jobs Jobs that are not finished, by status.\n");
    out.append("# TYPE docstore_ci_jobs gauge\n");
    queue
        .unfinished()
        .forEach(
            (status, jobs) ->
                out.append("docstore_ci_jobs{status=\"%s\"} %d\n".formatted(status, jobs)));
    sample(
        out,
        "oldest_wait_seconds",
        "gauge",
        "Age of the oldest waiting job.",
        String.valueOf(queue.oldestWaitSeconds()));
    counter(out, "deliveries", "Webhook deliveries taken.", deliveries);
    counter(
        out, "refused_deliveries", "Webhook deliveries with a bad signature.", refusedDeliveries);
    counter(out, "claims", "Jobs handed to workers.", claims);
    counter(out, "completions", "Jobs completed by workers.", completions);
    return out.toString();
  }

  private static void counter(StringBuilder out, String name, String help, LongAdder count) {
    sample(out, name + "_total", "counter", help, count.toString());
  }

  private static void sample(
      StringBuilder out, String name, String type, String help, String value) {
    out.append(
        """
        # HELP docstore_ci_%1$s %3$s
        # TYPE docstore_ci_%1$s %2$s
        docstore_ci_%1$s %4$s
        """
            .formatted(name, type, help, value));
  }
}
