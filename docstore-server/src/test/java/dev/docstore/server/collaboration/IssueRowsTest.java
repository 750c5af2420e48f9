package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Rows 14 to 17 of spec 02 §13: issues. */
class IssueRowsTest {
  private static final TestServer SERVER = TestServer.shared();

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void row14AMentionedCommitLeadsBackToTheIssue() {
    repo.commit("main", "a", "1");

    repo.post("issues", "{\"title\":\"It broke\",\"body\":\"commit:1 is the culprit\"}")
        .expect(201);

    JsonNode refs = repo.get("issues/1/refs").expect(200).json().get("refs");
    assertThat(refs).hasSize(1);
    assertThat(refs.get(0).get("ref_type").asString()).isEqualTo("commit");
    assertThat(refs.get(0).get("ref_id").asString()).isEqualTo("1");
    assertThat(
            repo.get("commit/1/issues")
                .expect(200)
                .json()
                .get("issues")
                .findValuesAsString("title"))
        .containsExactly("It broke");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "PATCH|issues/1|{\"title\":\"x\"}|issue",
        "POST|issues/1/close||issue",
        "POST|issues/2/reopen||issue",
        "PATCH|issues/1/comments/ID|{\"body\":\"x\"}|comment"
      })
  void row15AWriterLeavesOthersIssuesAloneAMaintainerNeedNot(
      String method, String endpoint, @Nullable String body, String what) {
    repo.post("issues", "{\"title\":\"t\"}").expect(201);
    repo.post("issues", "{\"title\":\"t\"}").expect(201);
    repo.post("issues/2/close", "").expect(200);
    String comment =
        repo.post("issues/1/comments", "{\"body\":\"c\"}").expect(201).json().get("id").asString();
    String path = endpoint.replace("ID", comment);

    send("writer", method, path, body)
        .expectError(
            403, "FORBIDDEN", "forbidden: must be %s author or maintainer".formatted(what));
    send("maintainer", method, path, body).expect(200);
  }

  private Answer send(String role, String method, String path, @Nullable String body) {
    String identity = role + "@example.com";
    repo.send("PUT", "roles/" + identity, "{\"role\":\"%s\"}".formatted(role)).expect(200);
    return repo.via(SERVER.as(identity)).send(method, path, body == null ? "" : body);
  }

  @Test
  void row16AnIssueIsClosedAndReopenedOnce() {
    repo.post("issues", "{\"title\":\"t\"}").expect(201);

    repo.post("issues/1/close", "").expect(200);
    repo.post("issues/1/close", "")
        .expectError(409, "CONFLICT", "conflict: issue is already closed");
    repo.post("issues/1/reopen", "").expect(200);
    repo.post("issues/1/reopen", "")
        .expectError(409, "CONFLICT", "conflict: issue is already open");
  }

  @Test
  void row17ANewTitleLeavesTheBody() {
    repo.post("issues", "{\"title\":\"t\",\"body\":\"text\"}").expect(201);

    repo.send("PATCH", "issues/1", "{\"title\":\"new\"}").expect(200);

    JsonNode issue = repo.get("issues/1").expect(200).json();
    assertThat(issue.get("title").asString()).isEqualTo("new");
    assertThat(issue.get("body").asString()).isEqualTo("text");
  }
}
