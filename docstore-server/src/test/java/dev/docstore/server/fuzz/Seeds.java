package dev.docstore.server.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A valid request for every route of the server. A new route needs a row here: its path variables
 * are filled by name from {@link World}, or renamed with {@link Seed#as}.
 */
final class Seeds {
  private static final String REPO = "/repos/{repo}/-/";

  private final List<Seed> seeds = new ArrayList<>();

  Seeds() {
    open();
    orgs();
    repos();
    reading();
    writing();
    branches();
    collaboration();
    issues();
    integration();
    webhooks();
  }

  List<Seed> all() {
    return List.copyOf(seeds);
  }

  Set<Route> routes() {
    return seeds.stream().map(seed -> seed.route).collect(Collectors.toSet());
  }

  private Seed seed(String route) {
    Seed seed = new Seed(Route.of(route));
    seeds.add(seed);
    return seed;
  }

  private Seed get(String endpoint) {
    return seed("GET " + REPO + endpoint);
  }

  private Seed post(String endpoint) {
    return seed("POST " + REPO + endpoint);
  }

  private void open() {
    seed("GET /healthz").weight(1);
    seed("GET /.well-known/ds-config").weight(1);
    seed("GET /readyz").weight(1);
    seed("GET /openapi.json").weight(1);
    // Sign-in with Google is not configured here, so that people come through the proxy.
    seed("GET /auth/login").maybe("redirect=<path>").weight(1).needNotSucceed();
    seed("GET /auth/callback")
        .maybe("code=<text>")
        .maybe("state=<text>")
        .weight(1)
        .needNotSucceed();
    seed("GET /auth/logout").weight(1).needNotSucceed();
    seed("GET /events").maybe("since_seq=<number>").maybe("types=<event>").weight(1);
  }

  private void orgs() {
    seed("GET /orgs").maybe("limit=<limit>").maybe("after=<org>").weight(4);
    seed("POST /orgs").body("{\"name\":\"<new>\"}").yields("spare-org", "name").weight(4);
    seed("GET /orgs/{org}");
    seed("DELETE /orgs/{org}").as("org", "spare-org").weight(3);
    seed("GET /orgs/{org}/repos").maybe("limit=<limit>").maybe("after=<repo>").weight(4);
    seed("GET /orgs/{org}/members").maybe("limit=<limit>").maybe("after=<person>");
    seed("POST /orgs/{org}/members/{identity}")
        .as("identity", "guest")
        .body("{\"role\":\"<org-role>\"}");
    seed("DELETE /orgs/{org}/members/{identity}").as("identity", "guest");
    seed("GET /orgs/{org}/invites").maybe("limit=<limit>").maybe("after=<invite>");
    seed("POST /orgs/{org}/invites")
        .body("{\"email\":\"<person>\",\"role\":\"<org-role>\"}")
        .yields("invite", "id")
        .yields("token", "token");
    seed("POST /orgs/{org}/invites/{token}/accept").weight(5);
    seed("DELETE /orgs/{org}/invites/{id}").as("id", "invite").weight(5);
  }

  private void repos() {
    seed("GET /repos").maybe("limit=<limit>").maybe("after=<repo>").weight(4);
    seed("POST /repos")
        .body("{\"owner\":\"<org>\",\"name\":\"<new>\"}")
        .yields("spare-repo", "name")
        .weight(4);
    seed("GET /repos/{repo}");
    seed("DELETE /repos/{repo}").as("repo", "spare-repo").weight(3);
    get("roles").maybe("limit=<limit>").maybe("after=<person>");
    seed("PUT " + REPO + "roles/").body("{\"role\":\"<role>\"}").weight(1).needNotSucceed();
    seed("PUT " + REPO + "roles/{identity}").as("identity", "guest").body("{\"role\":\"<role>\"}");
    seed("DELETE " + REPO + "roles/{identity}").as("identity", "guest");
    get("verify").weight(1);
  }

  private void reading() {
    get("tree")
        .maybe("branch=<branch>")
        .maybe("at=<sequence>")
        .maybe("limit=<limit>")
        .maybe("after=<path>")
        .header("If-None-Match=<etag>")
        .weight(20);
    get("file/{path}")
        .maybe("branch=<branch>")
        .maybe("at=<sequence>")
        .maybe("format=raw")
        .header("Range=<range>")
        .header("If-None-Match=<etag>")
        .weight(30);
    get("file/{path}/history")
        .maybe("branch=<branch>")
        .maybe("limit=<limit>")
        .maybe("after=<sequence>");
    get("blob/{version}")
        .maybe("format=raw")
        .header("Range=<range>")
        .header("If-None-Match=<etag>");
    get("commit/{sequence}");
    get("commit/{sequence}/diff").maybe("format=unified");
    get("commits").maybe("branch=<branch>").maybe("limit=<limit>").maybe("after=<sequence>");
    get("chain").with("from=<sequence>").with("to=<sequence>").weight(5);
    get("diff").with("branch=<branch>").maybe("format=unified").weight(5);
    get("archive")
        .with("branch=<branch>")
        .maybe("at=<sequence>")
        .maybe("format=<archive>")
        .weight(3);
    get("archive")
        .with("branch=main")
        .with("at=<sequence>")
        .with("expires=<number>")
        .with("sig=<token>")
        .weight(3)
        .needNotSucceed();
  }

  private void writing() {
    for (String branch : List.of("main", "<branch>")) {
      post("commit")
          .body(
              "{\"branch\":\"%s\",\"message\":\"<text>\",\"files\":[{\"path\":\"<path>\",\"content\":\"<base64>\",\"mode\":\"<mode>\"},{\"path\":\"<new>\",\"content\":\"<base64>\",\"content_type\":\"<type>\"}]}"
                  .formatted(branch))
          .header("If-Match=<etag>")
          .header("Idempotency-Key=<key>")
          .weight(15);
      post("commit")
          .body(
              "{\"branch\":\"%s\",\"message\":\"<text>\",\"files\":[{\"path\":\"<path>\",\"content\":null}]}"
                  .formatted(branch));
    }
    post("commit")
        .type("multipart/form-data; boundary=b")
        .body(
            """
            --b\r
            Content-Disposition: form-data; name="commit"\r
            \r
            {"branch":"<branch>","message":"<text>","files":[{"path":"<path>","part":"a"}]}\r
            --b\r
            Content-Disposition: form-data; name="a"; filename="a"\r
            Content-Type: application/octet-stream\r
            \r
            <text>\r
            --b--\r
            """)
        .header("Idempotency-Key=<key>");
    // Allows everything, or does not compile, once it is no longer what it is here.
    post("commit")
        .body(
            "{\"branch\":\"<branch>\",\"message\":\"m\",\"files\":[{\"path\":\".docstore/policy/p.rego\","
                + "\"content\":\"cGFja2FnZSBkb2NzdG9yZS5wCmFsbG93ID0gdHJ1ZQo=\"}]}")
        .weight(3);
    post("purge").body("{\"older_than\":\"1d\",\"dry_run\":<bool>}").weight(3);
    post("releases")
        .body("{\"name\":\"<new>\",\"sequence\":1,\"body\":\"<text>\"}")
        .yields("release", "name")
        .yields("release-id", "id");
    get("releases").maybe("limit=<limit>").maybe("after=<release-id>");
    get("releases/{name}").as("name", "release");
    seed("DELETE " + REPO + "releases/{name}").as("name", "release").weight(3);
  }

  private void branches() {
    post("branch")
        .body("{\"name\":\"<new>\",\"draft\":<bool>}")
        .yields("branch", "name")
        .weight(15);
    get("branches")
        .maybe("status=<branch-status>")
        .maybe("limit=<limit>")
        .maybe("after=<branch>")
        .maybe("include_draft=true");
    get("branch/{branch}").header("If-None-Match=<etag>").yields("head", "head_sequence");
    get("branch/{branch}/status").weight(10);
    seed("PATCH " + REPO + "branch/{branch}")
        .body("{\"draft\":<bool>,\"protected\":<bool>}")
        .header("If-Match=<etag>");
    seed("DELETE " + REPO + "branch/{branch}").header("If-Match=<etag>").weight(3);
    get("branch/{branch}/agent-context");
    post("branch/{branch}/auto-merge").weight(5);
    seed("DELETE " + REPO + "branch/{branch}/auto-merge").weight(5);
    post("merge")
        .body("{\"branch\":\"<branch>\",\"dry_run\":<bool>}")
        .header("If-Match=<etag>")
        .header("Idempotency-Key=<key>");
    post("merge")
        .body(
            "{\"branch\":\"<branch>\",\"resolutions\":[{\"path\":\"<path>\",\"take\":\"<side>\"},"
                + "{\"path\":\"<path>\",\"content\":\"<base64>\",\"mode\":\"<mode>\"}]}")
        .weight(5)
        .needNotSucceed();
    post("rebase")
        .body("{\"branch\":\"<branch>\",\"resolutions\":[{\"path\":\"a\",\"take\":\"<side>\"}]}")
        .weight(5)
        .needNotSucceed();
    post("rebase")
        .body("{\"branch\":\"<branch>\"}")
        .header("If-Match=<etag>")
        .header("Idempotency-Key=<key>");
  }

  private void collaboration() {
    post("review").body("{\"branch\":\"<branch>\",\"status\":\"<review>\",\"body\":\"<text>\"}");
    get("branch/{branch}/reviews")
        .maybe("at=<sequence>")
        .maybe("limit=<limit>")
        .maybe("after=<uuid>");
    post("comment")
        .body(
            "{\"branch\":\"<branch>\",\"path\":\"a\",\"version_id\":\"<version-of-a>\",\"body\":\"<text>\",\"start_line\":1,\"line\":1,\"side\":\"right\"}")
        .yields("comment", "id");
    get("branch/{branch}/comments")
        .maybe("path=<path>")
        .maybe("at=<sequence>")
        .maybe("limit=<limit>")
        .maybe("after=<comment>");
    seed("PATCH " + REPO + "comment/{id}").as("id", "comment").body("{\"body\":\"<text>\"}");
    post("comment/{id}/resolve").as("id", "comment").body("{\"resolved\":<bool>}");
    seed("DELETE " + REPO + "comment/{id}").as("id", "comment").weight(3);
    post("check")
        .body(
            "{\"branch\":\"<branch>\",\"check_name\":\"<check>\",\"status\":\"<check-status>\",\"log_url\":\"https://logs.example.com/1\",\"attempt\":<attempt>,\"metadata\":{\"a\":[1]}}");
    get("branch/{branch}/checks")
        .maybe("at=<sequence>")
        .maybe("history=<bool>")
        .maybe("limit=<limit>")
        .maybe("after=<uuid>");
    post("checks/retry").body("{\"branch\":\"main\",\"sequence\":1,\"checks\":[\"ci/build\"]}");
    post("proposals")
        .body("{\"branch\":\"<branch>\",\"title\":\"<text>\",\"description\":\"<text>\"}")
        .yields("proposal", "id");
    get("proposals")
        .maybe("state=<proposal-state>")
        .maybe("branch=<branch>")
        .maybe("limit=<limit>")
        .maybe("after=<proposal>");
    get("proposals/{id}").as("id", "proposal");
    seed("PATCH " + REPO + "proposals/{id}")
        .as("id", "proposal")
        .body("{\"title\":\"<text>\",\"description\":\"<text>\"}")
        .header("If-Match=<etag>");
    post("proposals/{id}/close").as("id", "proposal").header("If-Match=<etag>");
    // It must have been closed, and its branch be neither merged nor abandoned since.
    post("proposals/{id}/reopen").as("id", "proposal").header("If-Match=<etag>").needNotSucceed();
    get("proposals/{id}/issues").as("id", "proposal").maybe("limit=<limit>").maybe("after=<issue>");
  }

  private void issues() {
    post("issues")
        .body("{\"title\":\"<text>\",\"body\":\"<mention>\",\"labels\":[\"<text>\"]}")
        .yields("issue", "number");
    get("issues")
        .maybe("state=<issue-state>")
        .maybe("author=<person>")
        .maybe("label=<text>")
        .maybe("limit=<limit>")
        .maybe("after=<issue>");
    get("issues/{number}").as("number", "issue").header("If-None-Match=<etag>");
    seed("PATCH " + REPO + "issues/{number}")
        .as("number", "issue")
        .body("{\"title\":\"<text>\",\"body\":\"<mention>\",\"labels\":[\"<text>\"]}");
    post("issues/{number}/close").as("number", "issue").body("{\"reason\":\"<reason>\"}");
    post("issues/{number}/reopen").as("number", "issue");
    get("issues/{number}/comments")
        .as("number", "issue")
        .maybe("limit=<limit>")
        .maybe("after=<issue-comment>");
    post("issues/{number}/comments")
        .as("number", "issue")
        .body("{\"body\":\"<mention>\"}")
        .yields("issue-comment", "id");
    for (String method : List.of("PATCH", "DELETE")) {
      Seed change =
          seed(method + " " + REPO + "issues/{number}/comments/{id}")
              .as("number", "issue")
              .as("id", "issue-comment")
              .needNotSucceed();
      if (method.equals("PATCH")) {
        change.body("{\"body\":\"<mention>\"}");
      }
    }
    get("issues/{number}/refs").as("number", "issue").maybe("limit=<limit>").maybe("after=<uuid>");
    post("issues/{number}/refs")
        .as("number", "issue")
        .body("{\"ref_type\":\"<ref-type>\",\"ref_id\":\"<new>\"}");
    get("commit/{sequence}/issues").maybe("limit=<limit>").maybe("after=<issue>");
  }

  private void integration() {
    get("ci-jobs")
        .maybe("branch=<branch>")
        .maybe("status=<job-status>")
        .maybe("limit=<limit>")
        .maybe("after=<job>");
    seed("GET /ci-jobs/{id}").as("id", "job");
    get("ci-jobs/{id}/logs/{check}").as("id", "job").needNotSucceed();
    get("ci/config").maybe("branch=<branch>").maybe("at=<sequence>").needNotSucceed();
    post("ci/run").body("{\"branch\":\"<branch>\"}");
    post("check/{check}/logs").body("<text>").needNotSucceed();
    post("archive/presign").weight(5);
    get("archive/presign").weight(1).needNotSucceed();
    get("events")
        .maybe("since_seq=<number>")
        .maybe("types=<event>")
        .header("Last-Event-ID=<number>")
        .weight(1);
  }

  private void webhooks() {
    seed("POST /subscriptions")
        .body(
            "{\"repo\":\"<repo>\",\"event_types\":[\"<event>\"],\"backend\":\"webhook\",\"config\":{\"url\":\"http://127.0.0.1:9/<new>\",\"secret\":\"<text>\"}}")
        .yields("subscription", "id")
        .weight(3);
    seed("GET /subscriptions").maybe("limit=<limit>").maybe("after=<subscription>").weight(5);
    seed("PATCH /subscriptions/{id}")
        .as("id", "subscription")
        .body("{\"event_types\":[\"<event>\"],\"config\":{\"url\":\"http://127.0.0.1:9/<new>\"}}")
        .weight(5);
    seed("POST /subscriptions/{id}/resume").as("id", "subscription").weight(5);
    seed("POST /subscriptions/{id}/ping").as("id", "pinged").yields("delivery", "id").weight(3);
    seed("GET /subscriptions/{id}/deliveries")
        .as("id", "pinged")
        .maybe("limit=<limit>")
        .maybe("after=<delivery>")
        .weight(5);
    seed("POST /subscriptions/{id}/deliveries/{delivery}/redeliver").as("id", "pinged").weight(3);
    seed("DELETE /subscriptions/{id}").as("id", "subscription").weight(3);
  }
}
