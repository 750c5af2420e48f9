package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.acceptance.AccessRule.Need;
import dev.docstore.server.testing.Answer;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every method that no route has, on every path, and paths of no route (spec 01 §1.3, §4.4). */
class MethodSweepTest {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final List<String> NO_ROUTES =
      List.of(
          "/nowhere",
          "/orgs/",
          "/orgs/{org}/nowhere",
          "/healthz/",
          "/subscriptions/",
          "/repos/{repo}/-/nowhere",
          "/repos/{repo}/-/Tree",
          "/repos/{repo}/-/tree/x",
          "/repos/{repo}/-/commit",
          "/repos/{repo}/-/commit/1/2/3",
          "/repos/{repo}/-/commit/",
          "/repos/{repo}/-/file/",
          "/repos/{repo}/-/branch/",
          "/repos/{repo}/-/releases/",
          "/repos/{repo}/-/blob/",
          "/repos/{repo}/-/secrets/a/b");

  private static final List<String> CALLERS =
      List.of(
          "nobody",
          "stranger",
          "reader",
          "writer",
          "maintainer",
          "admin",
          "bootstrap admin",
          "service",
          "job with everything",
          "job of another repo");

  private final Cast cast = new Cast();

  @TestFactory
  Stream<DynamicTest> whatNoRouteHas() {
    return Stream.concat(AccessContract.RULES.stream().map(AccessRule::path), NO_ROUTES.stream())
        .distinct()
        .flatMap(path -> METHODS.stream().flatMap(method -> tests(method, path)));
  }

  /** Only GET cuts a word off a name: to these, it is a branch or file of that whole name. */
  private static boolean namesAnotherRoute(String method, String path) {
    boolean ofBranch = path.contains("/branch/{branch}/") && !path.endsWith("/auto-merge");
    return (ofBranch && (method.equals("PATCH") || method.equals("DELETE")))
        || (path.endsWith("/history") && method.equals("HEAD"));
  }

  private Stream<DynamicTest> tests(String method, String path) {
    if (rule(method, path).isPresent() || namesAnotherRoute(method, path)) {
      return Stream.empty();
    }
    return CALLERS.stream().map(cast::actor).map(actor -> test(method, path, actor));
  }

  private static DynamicTest test(String method, String path, Actor actor) {
    Outcome expected = unlisted(method, path, actor).expected(actor);
    return DynamicTest.dynamicTest(
        "%s %s as %s %s".formatted(method, AccessRule.brief(path), actor.name(), expected),
        () -> {
          Answer answer = AccessRequest.send(actor.api(), method, path, actor.repo());
          expected.verify(answer);
          if (expected == Outcome.LET_THROUGH && !method.equals("HEAD")) {
            verifyRouter(path, answer);
          }
        });
  }

  private static Optional<AccessRule> rule(String method, String path) {
    return AccessContract.RULES.stream()
        .filter(rule -> rule.method().equals(method) && rule.path().equals(path))
        .findFirst();
  }

  /** The rule of a request that the contract does not list. */
  private static AccessRule unlisted(String method, String path, Actor actor) {
    boolean inRepo = path.contains("/-/");
    boolean job = actor.standing() instanceof Actor.Job;
    // HEAD is as GET outside repos, and to a job's own repo; a repo itself has GET and DELETE only.
    if (method.equals("HEAD") && (job || !inRepo) && !path.equals("/repos/{repo}")) {
      return rule("GET", path).orElseGet(() -> unlisted("GET", path, actor));
    }
    Need need =
        inRepo ? needInRepo(method, path.substring(path.indexOf("/-/") + 3)) : Need.SIGNED_IN;
    return new AccessRule(method, path, need, Optional.empty());
  }

  private static Need needInRepo(String method, String endpoint) {
    boolean get = method.equals("GET");
    if (endpoint.equals("roles") || endpoint.startsWith("roles/")) {
      return Need.ADMIN;
    }
    if (endpoint.startsWith("secrets") && !get) {
      return Need.ADMIN;
    }
    if (endpoint.endsWith("/auto-merge") && !get) {
      return Need.WRITER;
    }
    return get ? Need.READER : Need.NOBODY;
  }

  private static void verifyRouter(String path, Answer answer) {
    if (path.startsWith("/repos/")) {
      assertThat(answer.status()).as(answer::text).isIn(404, 405);
      boolean unknown = answer.status() == 404;
      answer.expectError(
          answer.status(),
          unknown ? "NOT_FOUND" : "METHOD_NOT_ALLOWED",
          unknown ? "not found" : "method not allowed");
      assertThat(answer.header("Allow")).isNull();
      return;
    }
    String allowed = allowed(path);
    answer.expect(allowed.isEmpty() ? 404 : 405);
    assertThat(answer.text())
        .isEqualTo(allowed.isEmpty() ? "404 page not found\n" : "Method Not Allowed\n");
    assertThat(answer.header("Allow")).isEqualTo(allowed.isEmpty() ? null : allowed);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  /** The methods of a path outside repos; these two keep theirs to themselves. */
  private static String allowed(String path) {
    if (path.equals("/healthz") || path.equals("/.well-known/ds-config")) {
      return "";
    }
    TreeSet<String> methods =
        AccessContract.RULES.stream()
            .filter(rule -> rule.path().equals(path))
            .map(AccessRule::method)
            .collect(Collectors.toCollection(TreeSet::new));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return String.join(", ", methods);
  }
}
