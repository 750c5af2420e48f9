package dev.docstore.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of comments: answered, edited, settled, deleted. */
class ThreadTest {
  private static final String NO_ID = "00000000-0000-4000-8000-000000000000";

  private final Commenting on = new Commenting();

  @Test
  void aReplyStandsWhereItsThreadDoes() {
    String first = Commenting.id(on.comment("why?", ",\"start_line\":2,\"line\":3"));
    String answer = on.replied(first, "because");
    on.replied(answer, "I see");

    JsonNode comments = on.list("?path=a.txt");
    assertThat(comments.findValuesAsString("body")).containsExactly("why?", "because", "I see");
    assertThat(comments.findValuesAsString("in_reply_to")).containsExactly(first, first);
    assertThat(comments.findValuesAsString("line")).containsExactly("3", "3", "3");
    assertThat(comments.findValuesAsString("start_line")).containsExactly("2", "2", "2");
    assertThat(comments.at("/2/version_id").asString()).isEqualTo(on.version);
  }

  @Test
  void aReplyNeedsACommentOfItsBranchAndNoPlace() {
    String first = on.commented("why?");

    Commenting.reply(on.repo, NO_ID, "b")
        .expectError(404, "COMMENT_NOT_FOUND", "comment not found");
    on.repo
        .post(
            "comment",
            "{\"branch\":\"main\",\"in_reply_to\":\"%s\",\"body\":\"b\"}".formatted(first))
        .expectError(404, "COMMENT_NOT_FOUND", "comment not found");
    on.comment("b", ",\"in_reply_to\":\"%s\"".formatted(first))
        .expectError(
            400,
            "BAD_REQUEST",
            "a reply stands where its thread does; leave path, version_id and lines away");
    Commenting.reply(on.repo, first, "").expectError(400, "BAD_REQUEST", "body is required");
  }

  @Test
  void itsAuthorOrAMaintainerEditsAComment() {
    TestRepo writer = on.as("writer");
    String id = on.commented("why?");
    String own = Commenting.id(Commenting.reply(writer, id, "because"));

    edit(writer, own, "well").expect(200);
    edit(writer, id, "mine")
        .expectError(403, "FORBIDDEN", "forbidden: must be comment author or maintainer");
    JsonNode edited = edit(on.as("maintainer"), own, "better").expect(200).json();

    assertThat(edited.get("body").asString()).isEqualTo("better");
    assertThat(edited.get("author").asString()).isEqualTo("writer@example.com");
    assertThat(edited.has("edited_at")).isTrue();
    assertThat(on.list("").get(0).has("edited_at")).isFalse();
    assertThat(event("comment.updated"))
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"fix\",\"comment_id\":\"%s\",\"updated_by\":\"maintainer@example.com\"}"
                .formatted(on.repo.name(), own));
  }

  @Test
  void anEditNeedsATextAndAComment() {
    edit(on.repo, on.commented("why?"), "").expectError(400, "BAD_REQUEST", "body is required");
    edit(on.repo, NO_ID, "b").expectError(404, "COMMENT_NOT_FOUND", "comment not found");
    edit(on.repo, "x", "b").expectError(404, "COMMENT_NOT_FOUND", "comment not found");
    TestRepo other = TestRepo.newOn(Commenting.SERVER);
    edit(other, on.commented("why?"), "b")
        .expectError(404, "COMMENT_NOT_FOUND", "comment not found");
  }

  @Test
  void aThreadIsSettledAndOpenedAgain() {
    String first = on.commented("why?");
    String answer = on.replied(first, "because");

    JsonNode settled = resolve(on.as("writer"), answer, true).expect(200).json();

    assertThat(settled.get("id").asString()).isEqualTo(first);
    assertThat(settled.get("resolved_by").asString()).isEqualTo("writer@example.com");
    assertThat(on.list("").get(0).has("resolved_at")).isTrue();
    assertThat(on.list("").get(1).has("resolved_at")).isFalse();
    assertThat(event("comment.resolved")).isEqualTo(resolution(first, true, "writer"));
    JsonNode opened = resolve(on.repo, first, false).expect(200).json();
    assertThat(opened.has("resolved_at")).isFalse();
    assertThat(opened.has("resolved_by")).isFalse();
    assertThat(event("comment.resolved")).isEqualTo(resolution(first, false, "admin"));
  }

  private String resolution(String id, boolean resolved, String who) {
    return ("{\"repo\":\"%s\",\"branch\":\"fix\",\"comment_id\":\"%s\",\"resolved\":%s,"
            + "\"resolved_by\":\"%s@example.com\"}")
        .formatted(on.repo.name(), id, resolved, who);
  }

  @Test
  void settlingTwiceChangesNothing() {
    String first = on.commented("why?");
    Answer once = on.repo.post("comment/" + first + "/resolve", "{}").expect(200);
    List<String> events = Events.types(Commenting.SERVER, on.repo.name());

    assertThat(resolve(on.as("writer"), first, true).expect(200).text()).isEqualTo(once.text());

    assertThat(Events.types(Commenting.SERVER, on.repo.name()))
        .containsExactlyElementsOf(
            Stream.concat(events.stream(), Stream.of("role.changed")).toList());
    resolve(on.repo, NO_ID, true).expectError(404, "COMMENT_NOT_FOUND", "comment not found");
    resolve(on.as("reader"), first, false).expectError(403, "FORBIDDEN", "forbidden");
  }

  @Test
  void itsAuthorOrAMaintainerDeletesAComment() {
    TestRepo writer = on.as("writer");
    String id = on.commented("why?");
    String own = Commenting.id(Commenting.reply(writer, id, "because"));

    writer
        .delete("comment/" + id)
        .expectError(403, "FORBIDDEN", "forbidden: must be comment author or maintainer");
    assertThat(writer.delete("comment/" + own).expect(204).text()).isEmpty();
    on.as("maintainer").delete("comment/" + id).expect(204);

    assertThat(on.list("").size()).isZero();
    assertThat(event("comment.deleted"))
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"fix\",\"comment_id\":\"%s\",\"deleted_by\":\"maintainer@example.com\"}"
                .formatted(on.repo.name(), id));
    on.repo.delete("comment/" + id).expectError(404, "COMMENT_NOT_FOUND", "comment not found");
    on.repo.delete("comment/x").expectError(404, "COMMENT_NOT_FOUND", "comment not found");
  }

  @Test
  void theAnswersOfADeletedCommentStayAThread() {
    String first = on.commented("why?");
    String second = on.replied(first, "because");
    String third = on.replied(first, "I see");
    resolve(on.repo, first, true).expect(200);

    on.repo.delete("comment/" + first).expect(204);

    JsonNode left = on.list("");
    assertThat(left.findValuesAsString("id")).containsExactly(second, third);
    assertThat(left.get(0).has("in_reply_to")).isFalse();
    assertThat(left.at("/0/resolved_by").asString()).isEqualTo("admin@example.com");
    assertThat(left.at("/1/in_reply_to").asString()).isEqualTo(second);
    assertThat(left.get(1).has("resolved_by")).isFalse();
    on.replied(third, "still here");
  }

  private static Answer edit(TestRepo by, String id, String body) {
    return by.send("PATCH", "comment/" + id, "{\"body\":\"%s\"}".formatted(body));
  }

  private static Answer resolve(TestRepo by, String id, boolean resolved) {
    return by.post("comment/" + id + "/resolve", "{\"resolved\":%s}".formatted(resolved));
  }

  private String event(String type) {
    return Events.last(Commenting.SERVER, on.repo.name(), type).toString();
  }
}
