package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 §1.3 and §19 row 48. */
class CanonicalPathTest {
  @ParameterizedTest
  @CsvSource({
    "/repos, /repos",
    "/repos/, /repos/",
    "/repos/org/r, /repos/org%2Fr",
    "/repos/org%2Fr, /repos/org%2Fr",
    "/repos/org%2fr, /repos/org%2Fr",
    "/repos/org/r/-, /repos/org%2Fr%2F-",
    "/repos/org/r/-/, /repos/org%2Fr",
    "/repos/org/r/, /repos/org%2Fr%2F",
    "/repos/org/r/-/branch/a/b/c, /repos/org%2Fr/-/branch/a%2Fb%2Fc",
    "/repos/acme/team/sub/-/tree, /repos/acme%2Fteam%2Fsub/-/tree",
    "/repos/acme%2Fteam%2fsub%2F-%2Ftree, /repos/acme%2Fteam%2Fsub/-/tree",
    "/repos/o/r/-/file/x/-/y, /repos/o%2Fr/-/file/x%2F-%2Fy"
  })
  void cutsTheRepoAtTheFirstDash(String raw, String canonical) {
    assertThat(CanonicalPath.of("GET", raw)).hasValue(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, branch/a/b/status, branch/a%2Fb/status",
    "GET, branch/a/agent-context, branch/a/agent-context",
    "GET, branch/a/reviews, branch/a/reviews",
    "GET, branch/a/checks, branch/a/checks",
    "GET, branch/a/comments, branch/a/comments",
    "GET, branch/a/status/comments, branch/a%2Fstatus/comments",
    "GET, branch/a/auto-merge, branch/a/auto-merge",
    "POST, branch/a/b/auto-merge, branch/a%2Fb/auto-merge",
    "PATCH, branch/a/status, branch/a%2Fstatus",
    "GET, branch/status, branch/status",
    "GET, file/d/e/history, file/d%2Fe/history",
    "GET, file/history, file/history",
    "GET, file/d/e, file/d%2Fe",
    "PUT, file/d/history, file/d%2Fhistory",
    "GET, releases/v1/rc, releases/v1%2Frc",
    "PUT, roles/group/a@b.c, roles/group%2Fa%40b.c",
    "GET, commit/7/issues, commit/7/issues",
    "POST, check/ci/test/logs, check/ci%2Ftest/logs",
    "GET, ci-jobs/id/logs/ci/test, ci-jobs/id/logs/ci%2Ftest"
  })
  void cutsNamesOutBetweenWhatSurroundsThem(String method, String endpoint, String canonical) {
    assertThat(CanonicalPath.of(method, "/repos/o/r/-/" + endpoint))
        .hasValue("/repos/o%2Fr/-/" + canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "a+b, a%2Bb",
    "a%2Bb, a%2Bb",
    "a%20b, a%20b",
    "a;b=c, a%3Bb%3Dc",
    "a%3Bb, a%3Bb",
    "a*b, a%2Ab",
    "a%C3%A9b, a%C3%A9b",
    "a\u00c3\u00a9b, a%C3%A9b",
    "a%25b, a%25b",
    "a%2e%2e%2fb, a..%2Fb"
  })
  void keepsEveryCharacterOfAName(String name, String encoded) {
    assertThat(CanonicalPath.of("GET", "/repos/o/r/-/file/" + name))
        .hasValue("/repos/o%2Fr/-/file/" + encoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "a%ff", "%C3", "%", "%4", "%zz", "\u00c3", "%C0%80"})
  void namesNothingWithABrokenEscape(String name) {
    assertThat(CanonicalPath.of("GET", "/repos/o/r/-/file/" + name)).isEmpty();
    assertThat(CanonicalPath.of("GET", "/orgs/" + name)).isEmpty();
  }

  @Test
  void leavesOtherPathsInTheirSegments() {
    assertThat(CanonicalPath.of("POST", "/orgs/acme/members/a%2Fb"))
        .hasValue("/orgs/acme/members/a%2Fb");
    assertThat(CanonicalPath.of("GET", "/orgs/a;b")).hasValue("/orgs/a%3Bb");
  }
}
