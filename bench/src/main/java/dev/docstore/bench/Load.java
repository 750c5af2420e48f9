package dev.docstore.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one operation from several clients at once for a while, each client one request after the
 * other.
 */
final class Load {
  /** One request of one client; anything thrown ends the measurement. */
  interface Operation {
    void run(int client, int number) throws Exception;
  }

  private Load() {}

  /** Operations per second. */
  static double perSecond(int clients, Duration time, Operation operation) throws Exception {
    AtomicInteger done = new AtomicInteger();
    long end = System.nanoTime() + time.toNanos();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int c = 0; c < clients; c++) {
        int client = c;
        running.add(
            threads.submit(
                () -> {
                  for (int n = 0; System.nanoTime() < end; n++) {
                    operation.run(client, n);
                    done.incrementAndGet();
                  }
                  return null;
                }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
    return done.get() * 1e9 / (System.nanoTime() - start);
  }

  /** The middle of an odd number of values, or the upper of the two middle ones. */
  static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
