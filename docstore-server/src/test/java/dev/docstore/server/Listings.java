package dev.docstore.server;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Every list of the API, with five entries at least and a way to add more. */
final class Listings {
  private static final String PAGER = "pager@example.com";

  private final TestServer server;
  private final Map<String, Listing> all = new LinkedHashMap<>();

  /** What a cursor may be. */
  enum Cursor {
    NAME,
    NUMBER,
    ID
  }

  /**
   * One list of five entries.
   *
   * @param path with a query to which more may be added
   * @param member where the entries are in the answer; empty when they are the answer
   * @param key the entries' member that is the cursor
   * @param more adds an entry
   */
  record Listing(Api api, String path, String member, String key, Cursor cursor, Adder more) {
    List<String> keys(String query) {
      JsonNode answer = api.get(path + query).expect(200).json();
      JsonNode entries = member.isEmpty() ? answer : answer.get(member);
      return entries.valueStream().map(entry -> entry.get(key).asString()).toList();
    }

    List<String> walk(int size, Runnable between) {
      List<String> seen = new ArrayList<>();
      String after = "";
      while (true) {
        List<String> page = keys("&limit=" + size + after);
        seen.addAll(page);
        if (page.size() < size) {
          return seen;
        }
        between.run();
        after = "&after=" + URLEncoder.encode(page.getLast(), StandardCharsets.UTF_8);
      }
    }
  }

  /** Makes the entry of that number. */
  interface Adder {
    void add(int number);
  }

  private void listing(
      String route, String path, String member, String key, Cursor cursor, Adder more) {
    listing(server.api(), route, path, member, key, cursor, more);
  }

  private void listing(
      Api api, String route, String path, String member, String key, Cursor cursor, Adder more) {
    // Neither made in the order of their names nor the other way round.
    for (int number : new int[] {3, 1, 5, 2, 4}) {
      more.add(number);
    }
    all.put(route, new Listing(api, path + "?x", member, key, cursor, more));
  }

  Listings(TestServer server) {
    this.server = server;
    organisations();
    ofRepo();
    branchesAndWhatHangsOnThem();
    issues();
    webhooks();
  }

  /** The routes that have one. */
  Set<String> routes() {
    return all.keySet();
  }

  /** That of a route. */
  Listing of(String route) {
    return Objects.requireNonNull(all.get(route), route);
  }

  private void organisations() {
    Api pager = server.as(PAGER);
    String prefix = "page" + UUID.randomUUID().toString().substring(0, 8);
    listing(
        pager,
        "/orgs",
        "/orgs",
        "orgs",
        "name",
        Cursor.NAME,
        n -> pager.post("/orgs", json("name", prefix + n)).expect(201));
    String org = "/orgs/" + prefix + "3";
    Adder repo =
        n -> pager.post("/repos", json("owner", prefix + "3", "name", "r" + n)).expect(201);
    listing(pager, "/orgs/{org}/repos", org + "/repos", "repos", "name", Cursor.NAME, repo);
    listing(
        pager,
        "/repos",
        "/repos",
        "repos",
        "name",
        Cursor.NAME,
        n -> pager.post("/repos", json("owner", prefix + "3", "name", "s" + n)).expect(201));
    listing(
        pager,
        "/orgs/{org}/members",
        org + "/members",
        "members",
        "identity",
        Cursor.NAME,
        n ->
            pager
                .post(org + "/members/m" + n + "@example.com", json("role", "member"))
                .expect(200));
    listing(
        pager,
        "/orgs/{org}/invites",
        org + "/invites",
        "invites",
        "id",
        Cursor.ID,
        n -> pager.post(org + "/invites", json("email", "i" + n, "role", "member")).expect(201));
  }

  private void ofRepo() {
    TestRepo repo = TestRepo.newOn(server);
    String base = "/repos/{repo}/-/";
    listing(
        base + "roles",
        repo.path("roles"),
        "roles",
        "identity",
        Cursor.NAME,
        n -> repo.send("PUT", "roles/p" + n, json("role", "reader")).expect(200));
    listing(
        base + "tree",
        repo.path("tree"),
        "",
        "path",
        Cursor.NAME,
        n -> repo.commit("main", "f" + n, "text " + n));
    listing(
        base + "file/{path}/history",
        repo.path("file/h/history"),
        "",
        "sequence",
        Cursor.NUMBER,
        n -> repo.commit("main", "h", "text " + n));
    listing(
        base + "commits",
        repo.path("commits"),
        "",
        "sequence",
        Cursor.NUMBER,
        n -> repo.commit("main", "c" + n, "text"));
    listing(
        base + "chain",
        repo.path("chain"),
        "",
        "sequence",
        Cursor.NUMBER,
        n -> repo.commit("main", "d" + n, "text"));
    all.computeIfPresent(
        base + "chain",
        (_, l) ->
            new Listing(
                l.api(),
                repo.path("chain?from=2&to=999"),
                l.member(),
                l.key(),
                l.cursor(),
                l.more()));
    listing(
        base + "releases",
        repo.path("releases"),
        "releases",
        "id",
        Cursor.ID,
        n -> repo.post("releases", json("name", "v" + n)).expect(201));
    listing(
        base + "ci-jobs",
        repo.path("ci-jobs"),
        "jobs",
        "id",
        Cursor.ID,
        n ->
            server
                .bean(JdbcClient.class)
                .sql("insert into ci_jobs (repo, branch, sequence) values (?, 'main', ?)")
                .params(repo.name(), n)
                .update());
  }

  private void branchesAndWhatHangsOnThem() {
    TestRepo repo = TestRepo.newOn(server);
    String base = "/repos/{repo}/-/";
    listing(
        base + "branches", repo.path("branches"), "", "name", Cursor.NAME, n -> repo.fork("b" + n));
    listing(
        base + "proposals",
        repo.path("proposals"),
        "",
        "id",
        Cursor.ID,
        n -> {
          repo.fork("p" + n);
          repo.post("proposals", json("branch", "p" + n, "title", "t")).expect(201);
        });
    listing(
        base + "branch/{branch}/reviews",
        repo.path("branch/b1/reviews"),
        "",
        "id",
        Cursor.ID,
        n -> repo.post("review", json("branch", "b1", "status", "rejected")).expect(201));
    repo.commit("b1", "commented", "1");
    String version =
        repo.get("file/commented?branch=b1").expect(200).json().get("version_id").asString();
    listing(
        base + "branch/{branch}/comments",
        repo.path("branch/b1/comments"),
        "",
        "id",
        Cursor.ID,
        n ->
            repo.post(
                    "comment",
                    json("branch", "b1", "path", "commented", "version_id", version, "body", "c"))
                .expect(201));
    listing(
        base + "branch/{branch}/checks",
        repo.path("branch/b1/checks"),
        "",
        "check_name",
        Cursor.NAME,
        n ->
            repo.post("check", json("branch", "b1", "check_name", "c" + n, "status", "passed"))
                .expect(201));
    Listing checks = of(base + "branch/{branch}/checks");
    all.put(
        base + "branch/{branch}/checks?history",
        new Listing(
            server.api(),
            repo.path("branch/b1/checks?history=true"),
            "",
            "id",
            Cursor.ID,
            checks.more()));
  }

  private void issues() {
    TestRepo repo = TestRepo.newOn(server);
    String proposal = "00000000-0000-4000-8000-000000000000";
    String base = "/repos/{repo}/-/";
    Adder issue =
        _ ->
            repo.post("issues", json("title", "t", "body", "commit:7 proposal:" + proposal))
                .expect(201);
    listing(base + "issues", repo.path("issues"), "issues", "number", Cursor.NUMBER, issue);
    for (String of : List.of("commit/{sequence}", "proposals/{id}")) {
      String path = of.replace("{sequence}", "7").replace("{id}", proposal) + "/issues";
      listing(base + of + "/issues", repo.path(path), "issues", "number", Cursor.NUMBER, issue);
    }
    listing(
        base + "issues/{number}/comments",
        repo.path("issues/1/comments"),
        "comments",
        "id",
        Cursor.ID,
        n -> repo.post("issues/1/comments", json("body", "text " + n)).expect(201));
    listing(
        base + "issues/{number}/refs",
        repo.path("issues/1/refs"),
        "refs",
        "id",
        Cursor.ID,
        n -> repo.post("issues/1/refs", json("ref_type", "commit", "ref_id", "9" + n)).expect(201));
  }

  private void webhooks() {
    Api owner = server.as(PAGER);
    String repo = owner.get("/repos").json().get("repos").get(0).get("name").asString();
    String body =
        "{\"backend\":\"webhook\",\"repo\":\"%s\",\"config\":{\"url\":\"https://127.0.0.1:1/\"}}"
            .formatted(repo);
    listing(
        owner,
        "/subscriptions",
        "/subscriptions",
        "subscriptions",
        "id",
        Cursor.ID,
        n -> owner.post("/subscriptions", body).expect(201));
    String id = of("/subscriptions").keys("").getFirst();
    listing(
        owner,
        "/subscriptions/{id}/deliveries",
        "/subscriptions/" + id + "/deliveries",
        "deliveries",
        "id",
        Cursor.ID,
        n -> owner.post("/subscriptions/" + id + "/ping", "").expect(200));
  }

  private static String json(String... members) {
    return IntStream.range(0, members.length / 2)
        .mapToObj(i -> "\"%s\":\"%s\"".formatted(members[2 * i], members[2 * i + 1]))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
