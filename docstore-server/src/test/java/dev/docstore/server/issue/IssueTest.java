package dev.docstore.server.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Spec 02 §6.1. */
class IssueTest {
  private static final TestServer SERVER = TestServer.shared();

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  private JsonNode open(String body) {
    return repo.post("issues", body).expect(201).json();
  }

  private List<Long> numbers(String query) {
    return repo.get("issues" + query)
        .expect(200)
        .json()
        .get("issues")
        .valueStream()
        .map(issue -> issue.get("number").asLong())
        .toList();
  }

  private void happened(String type, String data) {
    assertThat(Events.types(SERVER, repo.name())).endsWith(type);
    assertThat(Events.last(SERVER, repo.name(), type).toString())
        .isEqualTo(data.replace('\'', '"').replace("REPO", repo.name()));
  }

  @Test
  void showsAnIssueMemberForMember() {
    JsonNode created = open("{\"title\":\"It breaks\"}");

    JsonNode issue = repo.get("issues/1").expect(200).json();

    assertThat(created.propertyNames()).containsExactly("id", "number");
    assertThat(issue.propertyNames())
        .containsExactly(
            "id",
            "repo",
            "number",
            "title",
            "author",
            "state",
            "labels",
            "created_at",
            "updated_at");
    assertThat(issue.get("id")).isEqualTo(created.get("id"));
    assertThat(issue.get("labels")).isEmpty();
    assertThat(issue.get("state").asString()).isEqualTo("open");
    assertThat(repo.get("issues").json().get("issues").get(0)).isEqualTo(issue);
  }

  @Test
  void announcesWhatWasOpened() {
    String id = open("{\"title\":\"t\",\"body\":\"b\"}").get("id").asString();

    happened(
        "issue.opened",
        "{'repo':'REPO','issue_id':'%s','number':1,'author':'%s'}".formatted(id, TestServer.ADMIN));
  }

  @Test
  void numbersCountPerRepoAndARefusedOneTakesNone() {
    assertThat(open("{\"title\":\"a\"}").get("number").asLong()).isEqualTo(1);
    repo.post("issues", "{\"title\":\"\"}").expectError(400, "BAD_REQUEST", "title is required");
    repo.post("issues", "{}").expectError(400, "BAD_REQUEST", "title is required");
    assertThat(open("{\"title\":\"b\"}").get("number").asLong()).isEqualTo(2);

    repo = TestRepo.newOn(SERVER);
    assertThat(open("{\"title\":\"c\"}").get("number").asLong()).isEqualTo(1);
  }

  @Test
  void keepsLabelsAsGiven() {
    open("{\"title\":\"t\",\"labels\":[\"b\",\"a\",\"b\",\"\",null]}");

    assertThat(repo.get("issues/1").json().get("labels").toString())
        .isEqualTo("[\"b\",\"a\",\"b\",\"\",\"\"]");
  }

  @Test
  void editsWhatIsGivenAndNothingElse() {
    String id = open("{\"title\":\"t\",\"body\":\"b\",\"labels\":[\"l\"]}").get("id").asString();
    String before = repo.get("issues/1").text();

    assertThat(edit("{}").expect(200).text()).isEqualTo(before);
    happened("issue.updated", "{'repo':'REPO','issue_id':'%s','number':1}".formatted(id));
    JsonNode edited = edit("{\"title\":\"\",\"labels\":[],\"body\":null}").expect(200).json();
    assertThat(edited.get("title").asString()).isEmpty();
    assertThat(edited.get("body").asString()).isEqualTo("b");
    assertThat(edited.get("labels")).isEmpty();
    assertThat(edited.get("updated_at")).isNotEqualTo(edited.get("created_at"));
    assertThat(edit("{\"body\":\"\"}").expect(200).json().has("body")).isFalse();
    assertThat(Events.types(SERVER, repo.name())).filteredOn("issue.updated"::equals).hasSize(3);
  }

  private Answer edit(String body) {
    return repo.send("PATCH", "issues/1", body);
  }

  @Test
  void closesForAReasonAndReopens() {
    String id = open("{\"title\":\"t\"}").get("id").asString();

    JsonNode closed = repo.post("issues/1/close", "{\"reason\":\"duplicate\"}").expect(200).json();

    assertThat(closed.get("state").asString()).isEqualTo("closed");
    assertThat(closed.get("close_reason").asString()).isEqualTo("duplicate");
    assertThat(closed.get("closed_by").asString()).isEqualTo(TestServer.ADMIN);
    assertThat(closed.get("closed_at")).isEqualTo(closed.get("updated_at"));
    assertThat(repo.get("issues/1").json()).isEqualTo(closed);
    happened(
        "issue.closed",
        "{'repo':'REPO','issue_id':'%s','number':1,'reason':'duplicate','closed_by':'%s'}"
            .formatted(id, TestServer.ADMIN));

    JsonNode reopened = repo.post("issues/1/reopen", "not even JSON").expect(200).json();

    assertThat(reopened.get("state").asString()).isEqualTo("open");
    assertThat(reopened.propertyNames()).doesNotContain("close_reason", "closed_by", "closed_at");
    happened("issue.reopened", "{'repo':'REPO','issue_id':'%s','number':1}".formatted(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "{}", "{\"reason\":null}", "{\"reason\":\"\"}", "null"})
  void isCompletedUnlessTheRequestSaysOtherwise(String body) {
    open("{\"title\":\"t\"}");

    assertThat(repo.post("issues/1/close", body).expect(200).json().get("close_reason").asString())
        .isEqualTo("completed");
  }

  @Test
  void refusesAnUnknownReasonAndABrokenBody() {
    repo.post("issues/1/close", "{\"reason\":\"bored\"}")
        .expectError(400, "BAD_REQUEST", "invalid close reason");
    repo.post("issues/1/close", "{").expectError(400, "BAD_REQUEST", "invalid request body");
    repo.post("issues/1/close", "{\"reason\":1}")
        .expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @Test
  void listsByStateAuthorAndLabelFromTheHighestNumber() {
    repo.send("PUT", "roles/ann@example.com", "{\"role\":\"writer\"}").expect(200);
    open("{\"title\":\"a\",\"labels\":[\"bug\",\"ui\"]}");
    repo.via(SERVER.as("ann@example.com"))
        .post("issues", "{\"title\":\"b\",\"labels\":[\"bug\"]}")
        .expect(201);
    open("{\"title\":\"c\"}");
    repo.post("issues/1/close", "").expect(200);

    assertThat(numbers("")).containsExactly(3L, 2L);
    assertThat(numbers("?state=open")).containsExactly(3L, 2L);
    assertThat(numbers("?state=closed")).containsExactly(1L);
    assertThat(numbers("?state=all")).containsExactly(3L, 2L, 1L);
    assertThat(numbers("?state=all&label=bug")).containsExactly(2L, 1L);
    assertThat(numbers("?state=all&label=bug&author=ann@example.com")).containsExactly(2L);
    assertThat(numbers("?state=all&label=bu")).isEmpty();
    assertThat(numbers("?state=all&limit=1&after=3")).containsExactly(2L);
    repo.get("issues?state=lost")
        .expectError(400, "BAD_REQUEST", "invalid state; must be open, closed, or all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "9223372036854775808", "%20"})
  void anIssueNumberIsAPositiveInteger(String number) {
    String message = "invalid issue number";
    repo.get("issues/" + number).expectError(400, "BAD_REQUEST", message);
    repo.send("PATCH", "issues/" + number, "no JSON").expectError(400, "BAD_REQUEST", message);
    for (String action : List.of("close", "reopen", "comments", "refs")) {
      repo.post("issues/" + number + "/" + action, "no JSON")
          .expectError(400, "BAD_REQUEST", message);
    }
    repo.get("issues/" + number + "/comments").expectError(400, "BAD_REQUEST", message);
    repo.get("issues/" + number + "/refs").expectError(400, "BAD_REQUEST", message);
  }

  @Test
  void aNumberMayHaveASignAndLeadingZeros() {
    open("{\"title\":\"t\"}");

    repo.get("issues/+1").expect(200);
    repo.get("issues/0001").expect(200);
    repo.get("issues/9223372036854775807").expectError(404, "ISSUE_NOT_FOUND", "issue not found");
  }

  @Test
  void anUnknownIssueIsNotFoundOnceTheBodyIsSound() {
    String message = "issue not found";
    repo.get("issues/1").expectError(404, "ISSUE_NOT_FOUND", message);
    edit("nonsense").expectError(400, "BAD_REQUEST", "invalid request body");
    edit("{}").expectError(404, "ISSUE_NOT_FOUND", message);
    repo.post("issues/1/close", "").expectError(404, "ISSUE_NOT_FOUND", message);
    repo.post("issues/1/reopen", "").expectError(404, "ISSUE_NOT_FOUND", message);
    repo.get("issues/1/nothing").expectError(404, "NOT_FOUND", "not found");
    repo.get("issues/1/close").expectError(405, "METHOD_NOT_ALLOWED", "method not allowed");
  }

  @Test
  void aClientThatHasTheAnswerGetsItsTagOnly() {
    open("{\"title\":\"t\"}");
    for (String read : List.of("issues", "issues/1", "issues/1/comments", "issues/1/refs")) {
      String tag = String.valueOf(repo.get(read).expect(200).header("ETag"));

      repo.send("GET", read, "", "If-None-Match", tag).expect(304);
    }
  }
}
