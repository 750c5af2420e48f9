package dev.docstore.server.fuzz;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.docstore.server.fuzz.Draft.Pair;
import dev.docstore.server.testing.KeyServer;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Who sends a request: everybody that the access table tells apart, and credentials of no one. */
final class Callers {
  /**
   * One caller.
   *
   * @param weight how often it calls, ten being usual
   */
  record CallerOf(String name, int weight, List<Pair> headers) {}

  static final String OWNER = "owner@example.com";

  /** Who has which role in the repos. */
  static final Map<String, String> ROLES =
      Map.of(
          "reader@example.com", "reader",
          "writer@example.com", "writer",
          "maintainer@example.com", "maintainer",
          "repo-admin@example.com", "admin");

  static final List<String> PEOPLE =
      List.of(
          "reader@example.com",
          "writer@example.com",
          "maintainer@example.com",
          "repo-admin@example.com",
          OWNER,
          TestServer.ADMIN,
          "stranger@example.com");

  private static final String ASSERTION = "X-Goog-IAP-JWT-Assertion";
  private final Date expiry = Date.from(Instant.now().plusSeconds(24 * 3600));

  private final List<CallerOf> callers = new ArrayList<>();
  private String jobId = "";

  Callers(SecuredServer server) {
    for (String email : PEOPLE) {
      person(server, email, email.startsWith("stranger") ? 6 : 16);
    }
    person(server, SecuredServer.SERVICE, 4);
    garbage(server);
  }

  private void person(SecuredServer server, String email, int weight) {
    String token =
        server
            .proxyKeys()
            .sign(SecuredServer.person().expirationTime(expiry).claim("email", email).build());
    add(email, weight, new Pair(ASSERTION, token));
  }

  private void garbage(SecuredServer server) {
    String good = server.proxyKeys().sign(SecuredServer.person().claim("email", OWNER).build());
    JWTClaimsSet expired =
        SecuredServer.person()
            .expirationTime(Date.from(Instant.EPOCH))
            .claim("email", OWNER)
            .build();
    String stranger;
    try (KeyServer foreign = new KeyServer()) {
      stranger = foreign.sign(SecuredServer.person().claim("email", OWNER).build());
    }
    String none = "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6Im93bmVyQGV4YW1wbGUuY29tIn0.";
    for (String assertion :
        List.of(
            "x",
            "a.b.c",
            none,
            stranger,
            server.proxyKeys().sign(expired),
            good.substring(0, good.length() - 9),
            good + "x",
            "x".repeat(4000))) {
      add("assertion " + assertion.length(), 1, new Pair(ASSERTION, assertion));
      add("bearer " + assertion.length(), 1, new Pair("Authorization", "Bearer " + assertion));
    }
    add("nobody", 1);
    add("only says so", 1, new Pair("X-DocStore-Identity", TestServer.ADMIN));
    add("basic", 1, new Pair("Authorization", "Basic YWRtaW46YWRtaW4="));
    add("no scheme", 1, new Pair("Authorization", "\t"));
    add("cookie", 1, new Pair("Cookie", "docstore_session=a.b; x=y; =; \";"));
    add("two", 1, new Pair(ASSERTION, good), new Pair(ASSERTION, "x"));
  }

  /** Jobs with every kind of standing in the repo. */
  void addJobs(SecuredServer server, String repo) {
    String[] all = {"checks", "contents", "proposals", "issues", "releases", "ci"};
    SecuredServer.Job full = server.newJob(repo, "main", 1, all);
    jobId = full.id();
    add("job", 10, bearer(server, full));
    add("job, only reading", 4, bearer(server, server.newJob(repo, "topic", 2)));
    add("job of a proposal", 4, bearer(server, server.newProposalJob(repo, "topic", 2, all)));
    add("job, done", 2, bearer(server, server.newJob(repo, "main", 1, all).become("passed")));
    add("request token", 2, new Pair("Authorization", "Bearer " + full.secret().plaintext()));
  }

  private Pair bearer(SecuredServer server, SecuredServer.Job job) {
    String token = server.jobKeys().sign(job.claims().expirationTime(expiry).build());
    return new Pair("Authorization", "Bearer " + token);
  }

  private void add(String name, int weight, Pair... headers) {
    for (int i = 0; i < weight; i++) {
      callers.add(new CallerOf(name, weight, List.of(headers)));
    }
  }

  String jobId() {
    return jobId;
  }

  CallerOf any(Random random) {
    return callers.get(random.nextInt(callers.size()));
  }
}
