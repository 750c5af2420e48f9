package dev.docstore.server.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts answers by route and status class. */
final class Tally {
  private static final int PAST = 0;

  /** By status class; what got past access control and validation has the place of class 0. */
  private final Map<Route, AtomicLongArray> counts = new ConcurrentHashMap<>();

  private final Map<Integer, Long> statuses = new ConcurrentHashMap<>();

  void count(Route route, Reply reply) {
    AtomicLongArray row = counts.computeIfAbsent(route, _ -> new AtomicLongArray(6));
    row.incrementAndGet(Math.clamp(reply.status() / 100, 1, 5));
    if (Oracle.isPast(reply)) {
      row.incrementAndGet(PAST);
    }
    statuses.merge(reply.status(), 1L, Long::sum);
  }

  long total() {
    return counts.values().stream().mapToLong(Tally::all).sum();
  }

  double past() {
    long past = counts.values().stream().mapToLong(row -> row.get(PAST)).sum();
    return (double) past / Math.max(1, total());
  }

  private static long all(AtomicLongArray row) {
    return row.get(1) + row.get(2) + row.get(3) + row.get(4) + row.get(5);
  }

  /** A table for people. */
  String shown() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d requests, %.1f %% past access control and validation%n"
            .formatted(total(), 100 * past()));
    text.append("by status: ").append(new TreeMap<>(statuses)).append('\n');
    text.append("   sent   2xx   3xx   4xx   5xx  past  route (shares in %)\n");
    counts.entrySet().stream()
        .sorted(java.util.Comparator.comparing(entry -> entry.getKey().toString()))
        .forEach(entry -> text.append(line(entry.getKey(), entry.getValue())));
    return text.toString();
  }

  private static String line(Route route, AtomicLongArray row) {
    double all = all(row) / 100.0;
    return "%7d %5.1f %5.1f %5.1f %5.1f %5.1f  %s%n"
        .formatted(
            all(row),
            row.get(2) / all,
            row.get(3) / all,
            row.get(4) / all,
            row.get(5) / all,
            row.get(PAST) / all,
            route);
  }
}
