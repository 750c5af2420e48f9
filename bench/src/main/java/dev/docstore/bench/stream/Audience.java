package dev.docstore.bench.stream;

import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.Target;
import dev.docstore.bench.stream.Reader.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readers of some repos' streams, all of them connected. */
final class Audience implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<Reader> readers = new ArrayList<>();

  private Audience() {}

  /** Opens so many streams, spread evenly, and commits until each of them has heard of it. */
  static Audience open(Target target, List<String> repos, int streams)
      throws IOException, InterruptedException {
    Audience audience = new Audience();
    for (int i = 0; i < streams; i++) {
      audience.readers.add(Reader.open(target, repos.get(i % repos.size())));
    }
    List<RepoClient> clients = repos.stream().map(target::client).toList();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int round = 0; audience.readers.stream().anyMatch(r -> r.latest() == 0); round++) {
      for (RepoClient client : clients) {
        client.send(Commits.one(client, "opening" + round));
      }
      Thread.sleep(500);
      if (System.nanoTime() > deadline) {
        throw new IOException("not all of " + streams + " streams could be opened");
      }
    }
    for (RepoClient client : clients) {
      client.close();
    }
    return audience;
  }

  /** Waits until all have heard of the last commit of their repo. */
  void await(Commits commits) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (readers.stream().anyMatch(r -> r.latest() < commits.last(r.repo()))) {
      Thread.sleep(20);
      if (System.nanoTime() > deadline) {
        throw new IOException("events were lost: not every stream has the last one");
      }
    }
  }

  /** How often readers were cut off and resumed. */
  int resumed() {
    return readers.stream().mapToInt(Reader::resumed).sum();
  }

  /**
   * Milliseconds from the sending of each commit to each reader of its repo.
   *
   * @throws IOException when something is missing or came twice
   */
  List<Double> eachDelivery(Commits commits) throws IOException {
    List<Double> millis = new ArrayList<>();
    for (Reader reader : readers) {
      for (Received one : checked(reader)) {
        commits
            .sent(reader.repo(), one.sequence())
            .ifPresent(sent -> millis.add((one.nanos() - sent) / 1e6));
      }
    }
    return millis;
  }

  /** Milliseconds from the sending of each commit to the last reader, of one repo. */
  List<Double> lastDelivery(Commits commits) throws IOException {
    Map<Long, Double> slowest = new HashMap<>();
    for (Reader reader : readers) {
      for (Received one : checked(reader)) {
        commits
            .sent(reader.repo(), one.sequence())
            .ifPresent(
                sent -> slowest.merge(one.sequence(), (one.nanos() - sent) / 1e6, Math::max));
      }
    }
    return List.copyOf(slowest.values());
  }

  private static List<Received> checked(Reader reader) throws IOException {
    List<Received> all = reader.received();
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).sequence() != all.get(i - 1).sequence() + 1) {
        throw new IOException(
            "a stream of %s went from sequence %d to %d"
                .formatted(reader.repo(), all.get(i - 1).sequence(), all.get(i).sequence()));
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    for (Reader reader : readers) {
      reader.close();
    }
  }
}
