package dev.docstore.bench.stream;

import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.SmallFile;
import dev.docstore.bench.contract.Target;
import dev.docstore.common.wire.CommitResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** What writers committed, and when they sent it. */
final class Commits {
  private final Map<String, Map<Long, Long>> sentByRepo = new ConcurrentHashMap<>();

  /**
   * Several writers commit for a while, each in turn to its share of the repos.
   *
   * @param perSecond of all writers together; 0 for as fast as they can
   */
  static Commits make(
      Target target, List<String> repos, int writers, double perSecond, Duration time)
      throws Exception {
    Commits commits = new Commits();
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Future<Void>> running =
          IntStream.range(0, writers)
              .mapToObj(
                  writer ->
                      threads.<Void>submit(
                          () -> {
                            List<String> share = share(repos, writers, writer);
                            long gap = perSecond == 0 ? 0 : (long) (1e9 * writers / perSecond);
                            long first = begin + gap * writer / writers;
                            commits.write(target, share, first, gap, begin + time.toNanos());
                            return null;
                          }))
              .toList();
      for (Future<Void> writer : running) {
        writer.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return commits;
  }

  /** Writers of fewer repos than there are of them all write to the same. */
  private static List<String> share(List<String> repos, int writers, int writer) {
    return repos.size() < writers
        ? repos
        : IntStream.range(0, repos.size())
            .filter(i -> i % writers == writer)
            .mapToObj(repos::get)
            .toList();
  }

  private void write(Target target, List<String> repos, long first, long gap, long end)
      throws Exception {
    List<RepoClient> clients = repos.stream().map(target::client).toList();
    long next = first;
    for (int n = 0; next < end && System.nanoTime() < end; n++) {
      LockSupport.parkNanos(next - System.nanoTime());
      commit(clients.get(n % clients.size()), repos.get(n % repos.size()), n);
      next = gap == 0 ? System.nanoTime() : next + gap;
    }
    for (RepoClient client : clients) {
      client.close();
    }
  }

  private void commit(RepoClient client, String repo, int number) throws Exception {
    byte[] request = one(client, Thread.currentThread().threadId() + "/" + number);
    long sent = System.nanoTime();
    long sequence = client.send(request, CommitResponse.class).sequence();
    sentByRepo.computeIfAbsent(repo, _ -> new ConcurrentHashMap<>()).put(sequence, sent);
  }

  static byte[] one(RepoClient client, String version) {
    return client.commit("main", List.of(new SmallFile("file.txt", version)));
  }

  /** Sequence of the last commit to a repo; 0 for none. */
  long last(String repo) {
    return sentByRepo.getOrDefault(repo, Map.of()).keySet().stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  /** When that commit was sent; empty when it is none of these. */
  OptionalLong sent(String repo, long sequence) {
    Long nanos = sentByRepo.getOrDefault(repo, Map.of()).get(sequence);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /** How many there are. */
  int count() {
    return sentByRepo.values().stream().mapToInt(Map::size).sum();
  }
}
