package dev.docstore.server.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Spec 02 §6.2. */
class IssueCommentTest {
  private static final TestServer SERVER = TestServer.shared();

  private TestRepo repo;
  private String issueId;

  @BeforeEach
  void openAnIssue() {
    repo = TestRepo.newOn(SERVER);
    issueId = repo.post("issues", "{\"title\":\"t\"}").expect(201).json().get("id").asString();
  }

  private String comment(String text) {
    return repo.post("issues/1/comments", "{\"body\":\"%s\"}".formatted(text))
        .expect(201)
        .json()
        .get("id")
        .asString();
  }

  private List<String> texts() {
    return repo.get("issues/1/comments").json().get("comments").findValuesAsString("body");
  }

  private String data(String type) {
    return Events.last(SERVER, repo.name(), type).toString().replace('"', '\'');
  }

  @Test
  void showsACommentMemberForMember() {
    String id = comment("first");
    comment("second");

    JsonNode comments = repo.get("issues/1/comments").expect(200).json().get("comments");

    assertThat(comments.findValuesAsString("body")).containsExactly("first", "second");
    assertThat(comments.get(0).propertyNames())
        .containsExactly("id", "issue_id", "repo", "body", "author", "created_at");
    assertThat(comments.get(0).get("id").asString()).isEqualTo(id);
    assertThat(comments.get(0).get("issue_id").asString()).isEqualTo(issueId);
    assertThat(data("issue.comment.created"))
        .isEqualTo(
            "{'repo':'%s','issue_id':'%s','number':1,'comment_id':'%s','author':'%s'}"
                .formatted(
                    repo.name(), issueId, comments.get(1).get("id").asString(), TestServer.ADMIN));
  }

  @Test
  void leavesTheIssueAsItIsAndTakesCommentsWhenClosed() {
    repo.post("issues/1/close", "").expect(200);
    String before = repo.get("issues/1").text();

    comment("late");

    assertThat(repo.get("issues/1").text()).isEqualTo(before);
  }

  @Test
  void editsAComment() {
    String id = comment("first");

    JsonNode edited =
        repo.send("PATCH", "issues/1/comments/" + id, "{\"body\":\"better\"}").expect(200).json();

    assertThat(edited.get("body").asString()).isEqualTo("better");
    assertThat(edited.propertyNames()).endsWith("created_at", "edited_at");
    assertThat(texts()).containsExactly("better");
    assertThat(data("issue.comment.updated"))
        .isEqualTo(
            "{'repo':'%s','issue_id':'%s','number':1,'comment_id':'%s'}"
                .formatted(repo.name(), issueId, id));
  }

  @Test
  void takesACommentOffButNotWhatItTied() {
    String id = comment("see commit:4");

    repo.delete("issues/1/comments/" + id).expect(204);

    assertThat(texts()).isEmpty();
    assertThat(repo.get("commit/4/issues").json().get("issues")).hasSize(1);
    assertThat(data("issue.comment.deleted"))
        .isEqualTo(
            "{'repo':'%s','issue_id':'%s','number':1,'comment_id':'%s','deleted_by':'%s'}"
                .formatted(repo.name(), issueId, id, TestServer.ADMIN));
    repo.delete("issues/1/comments/" + id)
        .expectError(404, "COMMENT_NOT_FOUND", "comment not found");
  }

  @Test
  void aCommentIsFoundBelowItsOwnIssueOnly() {
    String id = comment("mine");
    repo.post("issues", "{\"title\":\"other\"}").expect(201);
    TestRepo other = TestRepo.newOn(SERVER);
    other.post("issues", "{\"title\":\"t\"}").expect(201);

    repo.send("PATCH", "issues/2/comments/" + id, "{\"body\":\"x\"}")
        .expectError(404, "COMMENT_NOT_FOUND", "comment not found");
    repo.delete("issues/2/comments/" + id).expect(404);
    other.send("PATCH", "issues/1/comments/" + id, "{\"body\":\"x\"}").expect(404);
    assertThat(texts()).containsExactly("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "00000000-0000-4000-8000-000000000000", "1-1-1-1-1"})
  void anUnknownCommentIsNotFoundOnceTheBodyIsSound(String id) {
    String path = "issues/1/comments/" + id;
    repo.send("PATCH", path, "{").expectError(400, "BAD_REQUEST", "invalid request body");
    repo.send("PATCH", path, "{}").expectError(400, "BAD_REQUEST", "body is required");
    repo.send("PATCH", path, "{\"body\":\"x\"}")
        .expectError(404, "COMMENT_NOT_FOUND", "comment not found");
    repo.delete(path).expectError(404, "COMMENT_NOT_FOUND", "comment not found");
  }

  @Test
  void anUnknownIssueHasNoCommentsAndTakesNone() {
    assertThat(repo.get("issues/9/comments").expect(200).text()).isEqualTo("{\"comments\":[]}\n");
    repo.post("issues/9/comments", "{}").expectError(400, "BAD_REQUEST", "body is required");
    repo.post("issues/9/comments", "{\"body\":\"x\"}")
        .expectError(404, "ISSUE_NOT_FOUND", "issue not found");
    repo.get("issues/1/comments?after=" + UUID.randomUUID())
        .expectError(400, "BAD_REQUEST", "invalid pagination cursor");
  }

  @Test
  void aWriterMayNotTakeOffEvenTheirOwn() {
    repo.send("PUT", "roles/ann@example.com", "{\"role\":\"writer\"}").expect(200);
    TestRepo ann = repo.via(SERVER.as("ann@example.com"));
    String id =
        ann.post("issues/1/comments", "{\"body\":\"x\"}").expect(201).json().get("id").asString();

    ann.delete("issues/1/comments/" + id).expectError(403, "FORBIDDEN", "forbidden");
    repo.delete("issues/1/comments/" + id).expect(204);
  }
}
