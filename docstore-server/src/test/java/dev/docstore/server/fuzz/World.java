package dev.docstore.server.fuzz;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestRepo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What there is on the server: some is made beforehand and stays, the rest is learnt from answers
 * and forgotten again. A value costs one random number, whatever is known: so a thread's requests
 * are the same for the same seed as far as the answers are.
 */
final class World {
  static final List<String> REPOS = List.of("fuzz/one", "fuzz/two", "fuzz/deep/three", "other/own");
  static final List<String> ORGS = List.of("fuzz", "other");

  private static final int REMEMBERED = 32;

  /** What does not depend on the server's state. */
  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          Map.entry("role", List.of("reader", "writer", "maintainer", "admin")),
          Map.entry("org-role", List.of("member", "owner")),
          Map.entry("bool", List.of("true", "false")),
          Map.entry("side", List.of("main", "branch", "delete")),
          Map.entry("mode", List.of("100644", "100755")),
          Map.entry("type", List.of("text/plain", "text/html", "image/png", "a/b; c=d")),
          Map.entry("base64", List.of("", "aGVsbG8=", "YQpiCmMK", "AAECAwQ=", "PGgxPg==")),
          Map.entry("text", List.of("a change", "ü \uD83D\uDE00", "two\\nlines", "x".repeat(200))),
          Map.entry("branch-status", List.of("active", "merged", "abandoned")),
          Map.entry("proposal-state", List.of("open", "closed", "merged")),
          Map.entry("issue-state", List.of("open", "closed", "all")),
          Map.entry("reason", List.of("completed", "not_planned", "duplicate")),
          Map.entry("ref-type", List.of("proposal", "commit")),
          Map.entry("mention", List.of("see #1, #2", "commit:1 commit:2 #123456", "a\\nb")),
          Map.entry("job-status", List.of("queued", "claimed", "passed", "failed")),
          Map.entry("review", List.of("approved", "rejected", "dismissed")),
          Map.entry("check", List.of("ci/build", "ci/test", "lint", "ci/config")),
          Map.entry("check-status", List.of("pending", "passed", "failed", "skipped")),
          Map.entry("attempt", List.of("1", "2", "3")),
          Map.entry("archive", List.of("tar", "tar.gz", "zip")),
          Map.entry("event", List.of("commit.created", "branch.created", "check.reported")),
          Map.entry("limit", List.of("1", "2", "10", "100", "1000")),
          Map.entry("number", List.of("0", "1", "100", "4102444800")),
          Map.entry("range", List.of("bytes=0-1", "bytes=-3", "bytes=1-", "bytes=0-0,2-3")),
          Map.entry("uuid", List.of("00000000-0000-4000-8000-000000000000")),
          Map.entry("guest", List.of("guest1@example.com", "guest2@example.com")),
          Map.entry("org", ORGS),
          Map.entry("repo", REPOS));

  private final Map<String, Ring> learnt = new ConcurrentHashMap<>();

  World(SecuredServer server, Callers callers) {
    Api admin = server.admin();
    for (String org : ORGS) {
      admin.post("/orgs", "{\"name\":\"%s\"}".formatted(org)).expect(201);
      member(admin, org, Callers.OWNER, "owner");
    }
    for (String repo : REPOS) {
      int slash = repo.indexOf('/');
      admin
          .post(
              "/repos",
              "{\"owner\":\"%s\",\"name\":\"%s\"}"
                  .formatted(repo.substring(0, slash), repo.substring(slash + 1)))
          .expect(201);
      fill(TestRepo.of(admin, repo));
    }
    callers.addJobs(server, REPOS.getFirst());
    learn(
        "pinged",
        admin
            .post(
                "/subscriptions",
                "{\"repo\":\"other/own\",\"event_types\":[\"org.deleted\"],\"backend\":\"webhook\","
                    + "\"config\":{\"url\":\"http://127.0.0.1:9/\",\"secret\":\"s\"}}")
            .expect(201)
            .json()
            .get("id")
            .asString());
    learn("job", callers.jobId());
  }

  private static void member(Api admin, String org, String who, String role) {
    admin
        .post("/orgs/%s/members/%s".formatted(org, who), "{\"role\":\"%s\"}".formatted(role))
        .expect(200);
  }

  private void fill(TestRepo repo) {
    if (!repo.name().equals("other/own")) {
      Callers.ROLES.forEach(
          (who, role) ->
              repo.send("PUT", "roles/" + who, "{\"role\":\"%s\"}".formatted(role)).expect(200));
    }
    repo.commit("main", "a", "1\n2\n3\n", "b/c.txt", "text", "b/d/e.md", "# e");
    for (String branch : List.of("topic", "feature/x", "ü")) {
      repo.fork(branch);
      repo.commit(branch, "a", "1\n" + branch + "\n3\n", "own", branch);
      learn("branch@" + repo.name(), branch);
    }
    repo.commit("main", "b/c.txt", "more text");
    repo.get("tree")
        .expect(200)
        .json()
        .forEach(file -> learn("version@" + repo.name(), file.get("version_id").asString()));
    repo.post(
            "check",
            "{\"branch\":\"main\",\"sequence\":1,\"check_name\":\"ci/build\",\"status\":\"failed\"}")
        .expect(201);
    learn(
        "version-of-a@" + repo.name(),
        repo.get("file/a").expect(200).json().get("version_id").asString());
  }

  /** Remembers a value, for as long as not too many others come. */
  void learn(String name, String value) {
    learnt.computeIfAbsent(name, _ -> new Ring()).add(value);
  }

  /** A value of that name, in the repo if it is one of a repo. */
  String value(String name, @Nullable String repo, Random random) {
    int dice = random.nextInt(Integer.MAX_VALUE);
    List<String> words = WORDS.get(name);
    if (words != null) {
      return words.get(dice % words.size());
    }
    return switch (name) {
      case "new" -> "n" + dice % 5000;
      case "key" -> "key-" + dice % 500;
      case "sequence" -> Integer.toString(1 + dice % 9);
      case "path" -> PATHS.get(dice % PATHS.size());
      case "person" -> Callers.PEOPLE.get(dice % Callers.PEOPLE.size());
      default -> remembered(name, repo, dice);
    };
  }

  private String remembered(String name, @Nullable String repo, int dice) {
    Ring ring = learnt.get(repo == null ? name : name + "@" + repo);
    if (ring == null) {
      ring = learnt.get(name);
    }
    return ring == null ? "none-" + name : ring.get(dice);
  }

  private static final List<String> PATHS = paths();

  private static List<String> paths() {
    List<String> paths =
        new ArrayList<>(Arrays.asList("a", "b/c.txt", "b/d/e.md", "ü", "with space", "own", "x+y"));
    for (int i = 0; i < 20; i++) {
      paths.add("f" + i);
    }
    return paths;
  }

  private static final class Ring {
    private final AtomicReferenceArray<@Nullable String> values =
        new AtomicReferenceArray<>(REMEMBERED);
    private volatile int next;

    synchronized void add(String value) {
      values.set(next % REMEMBERED, value);
      next++;
    }

    String get(int dice) {
      String value = values.get(dice % Math.min(next, REMEMBERED));
      return value == null ? "none" : value;
    }
  }
}
