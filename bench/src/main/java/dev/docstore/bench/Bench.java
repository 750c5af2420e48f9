package dev.docstore.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints how many one-file commits per second a server takes, for 1, 8 and 32 clients, on one repo
 * and over eight: {@code java -jar bench.jar URL [seconds] [runs]}. Warms up first; each number is
 * the median of the runs.
 */
public final class Bench {
  private static final int[] CLIENTS = {1, 8, 32};
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private Bench() {}

  /** Exits with 1 when the server refuses anything. */
  public static void main(String[] args) throws Exception {
    String url = args.length > 0 ? args[0] : "http://127.0.0.1:8080";
    Duration time = Duration.ofSeconds(args.length > 1 ? Long.parseLong(args[1]) : 8);
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Target target = new Target(http, URI.create(url), "bench@example.com");
      List<String> repos = createRepos(target, 8);
      Load.perSecond(8, WARM_UP, (client, n) -> commit(target, repos, client, n));
      System.out.printf("one-file commits/s, median of %d runs of %ds%n", runs, time.toSeconds());
      System.out.printf("%-12s %10s %10s %10s%n", "", "1 client", "8 clients", "32 clients");
      report("one repo", target, repos.subList(0, 1), time, runs);
      report("eight repos", target, repos, time, runs);
    }
  }

  private static void report(
      String name, Target target, List<String> repos, Duration time, int runs) throws Exception {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-12s", name));
    for (int clients : CLIENTS) {
      List<Double> rates = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        rates.add(Load.perSecond(clients, time, (client, n) -> commit(target, repos, client, n)));
      }
      line.append(String.format(Locale.ROOT, " %10.0f", Load.median(rates)));
    }
    System.out.println(line);
  }

  private static void commit(Target target, List<String> repos, int client, int number)
      throws Exception {
    target.commit(
        repos.get(client % repos.size()),
        "client%d/file%d".formatted(client, number % 100),
        "%d %d %d".formatted(client, number, System.nanoTime()));
  }

  private static List<String> createRepos(Target target, int count) throws Exception {
    String org = "bench" + System.currentTimeMillis();
    target.post("/orgs", Map.of("name", org));
    List<String> repos = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      target.post("/repos", Map.of("owner", org, "name", "r" + i));
      repos.add(org + "/r" + i);
    }
    return repos;
  }
}
