package dev.docstore.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Several clients at once for a while, each on a thread of its own, each one request after the
 * other. A figure is the median of several such runs.
 */
public final class Load {
  /** One client. */
  public interface Client extends AutoCloseable {
    /** Its n-th request; anything thrown ends the measurement. */
    void once(int number) throws Exception;

    @Override
    void close() throws IOException;
  }

  /** Makes clients. */
  public interface Clients {
    /** Called before the clock runs. */
    Client open(int index) throws Exception;
  }

  private Load() {}

  /** Operations per second: as many runs of that time, one figure. */
  public static Figure perSecond(int clients, int runs, Duration time, Clients factory)
      throws Exception {
    List<Double> rates = new ArrayList<>();
    GeneratorCpu cpu = GeneratorCpu.start();
    for (int run = 0; run < runs; run++) {
      rates.add(perSecond(clients, time, factory));
    }
    return Figure.of(rates, cpu.share());
  }

  /** Operations per second of one run. */
  public static double perSecond(int clients, Duration time, Clients factory) throws Exception {
    List<Client> opened = new ArrayList<>();
    try {
      for (int index = 0; index < clients; index++) {
        opened.add(factory.open(index));
      }
      return run(opened, time);
    } finally {
      for (Client client : opened) {
        client.close();
      }
    }
  }

  private static double run(List<Client> clients, Duration time) throws Exception {
    AtomicBoolean failed = new AtomicBoolean();
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    long done = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      List<Future<Integer>> counts = new ArrayList<>();
      for (Client client : clients) {
        counts.add(threads.submit(requests(client, end, failed)));
      }
      for (Future<Integer> count : counts) {
        done += count.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return done * 1e9 / (System.nanoTime() - begin);
  }

  private static Callable<Integer> requests(Client client, long end, AtomicBoolean failed) {
    return () -> {
      int number = 0;
      try {
        while (!failed.get() && System.nanoTime() < end) {
          client.once(number++);
        }
        return number;
      } catch (Exception e) {
        failed.set(true);
        throw e;
      }
    };
  }
}
