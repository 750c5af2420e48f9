package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Page 00 B12, H6: the way out of a conflict. */
class ResolutionTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  /** Four conflicts: two texts, and a deletion on either side. */
  @BeforeEach
  void conflicts() {
    repo = TestRepo.newOn(SERVER);
    repo.commit("main", "a", "a", "b", "b", "c", "c", "d", "d", "same", "s");
    repo.fork("b");
    repo.commit("b", "a", "a branch", "b", "b branch", "c", null, "d", "d branch", "own", "1");
    repo.commit("main", "a", "a main", "b", "b main", "c", "c main", "d", null);
  }

  private Answer send(String endpoint, String resolutions, String... headers) {
    return repo.send(
        "POST", endpoint, "{\"branch\":\"b\",\"resolutions\":" + resolutions + "}", headers);
  }

  private static final String ALL =
      """
      [{"path":"a","take":"main"},{"path":"b","take":"branch"},{"path":"c","take":"delete"},
       {"path":"d","content":"%s"}]"""
          .formatted(Api.base64("d anew"));

  private static final Map<String, String> RESOLVED =
      Map.of("a", "a main", "b", "b branch", "d", "d anew", "own", "1", "same", "s");

  @Test
  void aBranchWithResolvedConflictsMerges() {
    send("merge", ALL).expect(200);
    assertThat(repo.files("branch=main")).isEqualTo(RESOLVED);
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("merged");
    SuspiciousClient.verify(repo);
  }

  @Test
  void aBranchThatWasRebasedWithResolutionsMergesWithoutConflict() {
    send("rebase", ALL).expect(200);
    assertThat(repo.files("branch=b")).isEqualTo(RESOLVED);
    assertThat(repo.get("diff?branch=b").json().has("conflicts")).isFalse();
    repo.merge("b").expect(200);
    assertThat(repo.files("branch=main")).isEqualTo(RESOLVED);
    SuspiciousClient.verify(repo);
  }

  @Test
  void aDryRunTakesResolutions() {
    repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true,\"resolutions\":" + ALL + "}")
        .expect(200);
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("active");
    assertThat(repo.paths("branch=main")).containsExactly("a", "b", "c", "same");
  }

  @ParameterizedTest
  @ValueSource(strings = {"merge", "rebase"})
  void whatIsNotResolvedIsReported(String endpoint) {
    JsonNode left =
        send(endpoint, "[{\"path\":\"a\",\"take\":\"main\"},{\"path\":\"c\",\"take\":\"branch\"}]")
            .expect(409)
            .json()
            .get("conflicts");
    assertThat(left.valueStream().map(c -> c.get("path").asString())).containsExactly("b", "d");
    assertThat(repo.branch("b").get("head_sequence").asLong()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"merge", "rebase"})
  void takingASideTakesItsDeletion(String endpoint) {
    send(
            endpoint,
            """
            [{"path":"a","take":"branch"},{"path":"b","take":"branch"},
             {"path":"c","take":"branch"},{"path":"d","take":"main"}]""")
        .expect(200);
    assertThat(repo.paths(endpoint.equals("merge") ? "branch=main" : "branch=b"))
        .containsExactly("a", "b", "own", "same");
  }

  @Test
  void anEmptyContentIsAnEmptyFile() {
    send("merge", ALL.replace(Api.base64("d anew"), "")).expect(200);
    assertThat(repo.text("d", "branch=main")).isEmpty();
  }

  @Test
  void aContentMayNameItsMode() {
    send("merge", ALL.replace("\"content\"", "\"mode\":\"100755\",\"content\"")).expect(200);
    JsonNode tree = repo.get("tree").json();
    assertThat(tree.get(2).get("path").asString()).isEqualTo("d");
    assertThat(tree.get(2).get("mode").asString()).isEqualTo("100755");
    assertThat(tree.get(0).has("mode")).isFalse();
  }

  @Test
  void aContentWithoutModeKeepsTheMode() {
    TestRepo other = TestRepo.newOn(SERVER);
    commitExecutable(other, "main", "base");
    other.fork("b");
    commitExecutable(other, "b", "branch");
    commitExecutable(other, "main", "main");
    other
        .post("merge", "{\"branch\":\"b\",\"resolutions\":[{\"path\":\"f\",\"content\":\"eA==\"}]}")
        .expect(200);
    assertThat(other.get("tree").json().get(0).get("mode").asString()).isEqualTo("100755");
    assertThat(other.text("f", "branch=main")).isEqualTo("x");
  }

  private static void commitExecutable(TestRepo repo, String branch, String text) {
    repo.post(
            "commit",
            "{\"branch\":\"%s\",\"message\":\"m\",\"files\":[{\"path\":\"f\",\"content\":\"%s\",\"mode\":\"100755\"}]}"
                .formatted(branch, Api.base64(text)))
        .expect(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|a resolution needs a path",
        "null|a resolution needs a path",
        "{\"path\":\"a\"}|the resolution of a needs either take or content",
        "{\"path\":\"a\",\"take\":\"main\",\"content\":\"\"}|the resolution of a needs either take or content",
        "{\"path\":\"a\",\"take\":\"mine\"}|take of a must be main, branch or delete",
        "{\"path\":\"a\",\"take\":\"main\",\"mode\":\"100755\"}|the resolution of a may name a mode only with content",
        "{\"path\":\"a\",\"content\":\"\",\"mode\":\"644\"}|mode must be 100644 or 100755",
        "{\"path\":\"../a\",\"take\":\"main\"}|file path may not contain an empty, '.' or '..' segment",
        "{\"path\":\"a\",\"take\":\"main\"},{\"path\":\"a\",\"take\":\"branch\"}|path is resolved twice: a",
        "{\"path\":\"own\",\"take\":\"main\"}|path is not in conflict: own; leave its resolution out",
        "{\"path\":\"a\",\"content\":\"!\"}|invalid request body",
      })
  void refusesAResolutionThatIsNotClear(String resolution, String message) {
    send("merge", "[" + resolution + "]").expectError(400, "BAD_REQUEST", message);
    send("rebase", "[" + resolution + "]").expectError(400, "BAD_REQUEST", message);
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("active");
  }

  @Test
  void resolvingNothingOnAnUpToDateBranchIsRefused() {
    repo.fork("c");
    repo.post("rebase", "{\"branch\":\"c\",\"resolutions\":[{\"path\":\"a\",\"take\":\"main\"}]}")
        .expectError(400, "BAD_REQUEST", "path is not in conflict: a; leave its resolution out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"merge", "rebase"})
  void resolutionsArePartOfWhatAKeyWasUsedFor(String endpoint) {
    Answer first = send(endpoint, ALL, "Idempotency-Key", "k").expect(200);
    assertThat(send(endpoint, ALL, "Idempotency-Key", "k").expect(200).text())
        .isEqualTo(first.text());
    Answer other =
        send(
            endpoint,
            ALL.replace("\"take\":\"main\"", "\"take\":\"delete\""),
            "Idempotency-Key",
            "k");
    assertThat(other.expect(422).json().get("code").asString()).isEqualTo("IDEMPOTENCY_MISMATCH");
  }
}
