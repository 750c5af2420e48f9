package dev.docstore.server.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does things at the same time. */
public final class Parallel {
  private Parallel() {}

  /** One of several calls. */
  public interface Call<T> {
    /**
     * Makes the call.
     *
     * @param number from 0
     */
    T run(int number) throws Exception;
  }

  /** Makes that many calls, all of which begin together, and returns what they return, in order. */
  public static <T> List<T> together(int times, Call<T> call) throws Exception {
    CyclicBarrier start = new CyclicBarrier(times);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.run(number);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : running) {
        results.add(result.get());
      }
      return results;
    }
  }
}
