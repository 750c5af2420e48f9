package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may not be a name is refused wherever a name is given (spec 01 §1.4). */
class NamesOnTheWireTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Api ADMIN = SERVER.api();

  private final TestRepo repo = TestRepo.newOn(SERVER);
  private final String org = repo.name().substring(0, repo.name().indexOf('/'));

  /** Where names of several segments are given. */
  private enum Kind {
    REPO,
    BRANCH,
    FILE,
    RELEASE
  }

  private Answer create(Kind kind, String name) {
    String json = Json.write(name);
    return switch (kind) {
      case REPO -> ADMIN.post("/repos", "{\"owner\":\"%s\",\"name\":%s}".formatted(org, json));
      case BRANCH -> repo.post("branch", "{\"name\":" + json + "}");
      case FILE ->
          repo.post(
              "commit",
              "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":%s,\"content\":\"\"}]}"
                  .formatted(json));
      case RELEASE -> repo.post("releases", "{\"name\":" + json + "}");
    };
  }

  private static List<String> bad(Kind kind) {
    List<String> bad =
        new ArrayList<>(
            List.of(
                "",
                "/",
                ".",
                "..",
                "/a",
                "a/",
                "a//b",
                "a/./b",
                "a/../b",
                "../a",
                "a\nb",
                "a\rb",
                "a\tb",
                "a\u0001b",
                "a\u001fb",
                "a\u007fb",
                "\n"));
    bad.add("x".repeat(kind == Kind.FILE ? 1025 : 256));
    bad.add("é".repeat(kind == Kind.FILE ? 513 : 128));
    if (kind == Kind.REPO) {
      bad.addAll(List.of("-", "a/-/b", "-/a", "a/-"));
    }
    if (kind == Kind.BRANCH) {
      bad.add("main");
      Stream.of("auto-merge", "status", "agent-context", "reviews", "checks", "comments")
          .forEach(suffix -> bad.add("a/" + suffix));
    }
    if (kind == Kind.FILE) {
      bad.add("a/history");
    }
    return bad;
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                bad(kind).stream()
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                kind + " " + Json.write(name),
                                () -> {
                                  Answer answer = create(kind, name).expect(400);
                                  assertThat(answer.json().get("code").asString())
                                      .isEqualTo("BAD_REQUEST");
                                })));
  }

  @TestFactory
  Stream<DynamicTest> takesWhatLooksOdd() {
    List<String> odd =
        List.of(
            "a b", " ", "a;b", "a+b", "a%2Fb", "a\\b", "…", "日本/語", "a?b#c", "'\"<&>", "-a", ".a",
            "a.", "...", "a:b", "history", "status", "a/-b");
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                odd.stream()
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                kind + " " + name,
                                () -> {
                                  create(kind, name).expect(201);
                                  find(kind, name).expect(200);
                                })));
  }

  private Answer find(Kind kind, String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return switch (kind) {
      case REPO -> ADMIN.get("/repos/" + org + "/" + encoded);
      case BRANCH -> repo.get("branch/" + encoded);
      case FILE -> repo.get("file/" + encoded);
      case RELEASE -> repo.get("releases/" + encoded);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a/b", "/", ".", "..", "-", "a\u007fb"})
  void refusesAnOrg(String name) {
    ADMIN.post("/orgs", "{\"name\":%s}".formatted(Json.write(name))).expect(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%0Ab", "a%7Fb", "%01"})
  void refusesAnIdentity(String encoded) {
    repo.send("PUT", "roles/" + encoded, "{\"role\":\"reader\"}").expect(400);
    ADMIN.post("/orgs/" + org + "/members/" + encoded, "{\"role\":\"member\"}").expect(400);
  }

  @Test
  void anIdentityMayContainASlash() {
    ADMIN.post("/orgs/" + org + "/members/group%2Fa", "{\"role\":\"member\"}").expect(200);
    repo.send("PUT", "roles/group/a", "{\"role\":\"reader\"}").expect(200);

    SERVER.as("group/a").get(repo.path("tree")).expect(200);
    repo.delete("roles/group%2Fa").expect(204);
  }

  @Test
  void namesAreComparedWithCase() {
    repo.fork("Name");
    repo.fork("name");
    repo.commit("Name", "f", "upper", "F", "other");

    assertThat(repo.paths("branch=Name")).containsExactly("F", "f");
    assertThat(repo.paths("branch=name")).isEmpty();
    SERVER.as("ADMIN@example.com").get(repo.path("tree")).expect(403);
  }
}
