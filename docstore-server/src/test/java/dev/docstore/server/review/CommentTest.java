package dev.docstore.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Where comments stand, and how they are read. */
class CommentTest {
  private static final String NO_ID = "00000000-0000-4000-8000-000000000000";

  private final Commenting on = new Commenting();

  @Test
  void aCommentSpeaksOfTheHeadAndAFile() {
    Answer added = on.comment("why?", "");

    assertThat(added.expect(201).text())
        .matches("\\{\"id\":\"[^\"]+\",\"sequence\":%d}\n".formatted(on.head));
    JsonNode comment = on.list("").get(0);
    assertThat(comment.propertyNames())
        .containsExactly(
            "id", "branch", "path", "version_id", "body", "author", "sequence", "created_at");
    assertThat(comment.get("version_id").asString()).isEqualTo(on.version);
    assertThat(comment.get("author").asString()).isEqualTo("admin@example.com");
  }

  @Test
  void aCommentMaySpeakOfLines() {
    on.comment("one", ",\"line\":3").expect(201);
    on.comment("range", ",\"start_line\":1,\"line\":2,\"side\":\"left\"").expect(201);

    JsonNode comments = on.list("");
    assertThat(comments.at("/0/line").asInt()).isEqualTo(3);
    assertThat(comments.at("/0/side").asString()).isEqualTo("right");
    assertThat(comments.get(0).has("start_line")).isFalse();
    assertThat(comments.at("/1/start_line").asInt()).isEqualTo(1);
    assertThat(comments.at("/1/line").asInt()).isEqualTo(2);
    assertThat(comments.at("/1/side").asString()).isEqualTo("left");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ,"line":0                                 | line must be at least 1
          ,"line":4                                 | line 4 is beyond the end: this version has 3 lines
          ,"line":2,"start_line":3                  | start_line must lie between 1 and line
          ,"line":2,"start_line":0                  | start_line must lie between 1 and line
          ,"start_line":1                           | start_line and side need a line
          ,"side":"left"                            | start_line and side need a line
          ,"line":1,"side":"up"                     | invalid side; must be left or right
          ,"line":1.5                               | invalid request body
          ,"line":99999999999                       | invalid request body
          ,"review_id":"x"                          | invalid review_id
          ,"in_reply_to":"x"                        | invalid in_reply_to
          """)
  void refusesAPlaceThatIsNone(String more, String message) {
    on.comment("why?", more).expectError(400, "BAD_REQUEST", message);
  }

  @Test
  void aBinaryFileHasNoLines() {
    on.repo.commit("fix", "bin", "\0a");
    String body = "{\"branch\":\"fix\",\"path\":\"bin\",\"version_id\":\"%s\",\"body\":\"b\"%s}";
    String version = on.versionOf("bin", "fix");

    on.repo
        .post("comment", body.formatted(version, ",\"line\":1"))
        .expectError(
            400,
            "BAD_REQUEST",
            "this version has no lines to show; comment on the file without a line");
    on.repo.post("comment", body.formatted(version, "")).expect(201);
  }

  @Test
  void saysWhatIsMissing() {
    refuses("{}", "branch is required");
    refuses("{\"branch\":\"fix\"}", "path is required");
    refuses("{\"branch\":\"fix\",\"path\":\"a\"}", "version_id is required");
    refuses("{\"branch\":\"fix\",\"path\":\"a\",\"version_id\":\"x\"}", "body is required");
    refuses(
        "{\"branch\":\"fix\",\"path\":\"a\",\"version_id\":\"x\",\"body\":\"b\"}",
        "invalid version_id");
  }

  private void refuses(String request, String message) {
    on.repo.post("comment", request).expectError(400, "BAD_REQUEST", message);
  }

  @Test
  void theVersionMustBeOneOfThatPathOnTheBranchOrOnMain() {
    on.repo.fork("other");
    on.repo.commit("other", "a.txt", "elsewhere");
    String base = on.versionOf("base.txt", "main");

    place("fix", "base.txt", base).expect(201);
    String message = "version not found: no such version of that path";
    place("fix", "a.txt", base).expectError(404, "NOT_FOUND", message);
    place("fix", "a.txt", NO_ID).expectError(404, "NOT_FOUND", message);
    place("fix", "a.txt", on.versionOf("a.txt", "other")).expectError(404, "NOT_FOUND", message);
    TestRepo stranger = TestRepo.newOn(Commenting.SERVER);
    stranger.commit("main", "a.txt", "of another repo");
    String foreign = stranger.get("file/a.txt").json().get("version_id").asString();
    place("fix", "a.txt", foreign).expectError(404, "NOT_FOUND", message);
    place("nowhere", "a.txt", on.version).expectError(404, "BRANCH_NOT_FOUND", "branch not found");
  }

  @Test
  void anEarlierVersionMayStillBeCommentedOn() {
    on.repo.commit("fix", "a.txt", "new");

    on.comment("on the old one", ",\"line\":3").expect(201);
  }

  private Answer place(String branch, String path, String version) {
    return on.repo.post(
        "comment",
        "{\"branch\":\"%s\",\"path\":\"%s\",\"version_id\":\"%s\",\"body\":\"b\"}"
            .formatted(branch, path, version));
  }

  @Test
  void aCommentMayBelongToAReviewOfItsBranch() {
    String review =
        Commenting.id(on.repo.post("review", "{\"branch\":\"fix\",\"status\":\"rejected\"}"));
    String elsewhere =
        Commenting.id(on.repo.post("review", "{\"branch\":\"main\",\"status\":\"rejected\"}"));

    on.comment("see", ",\"review_id\":\"%s\"".formatted(review)).expect(201);
    on.comment("see", ",\"review_id\":\"\"").expect(201);
    for (String unknown : new String[] {elsewhere, NO_ID}) {
      on.comment("see", ",\"review_id\":\"%s\"".formatted(unknown))
          .expectError(404, "NOT_FOUND", "review not found: no such review of that branch");
    }

    assertThat(on.list("").at("/0/review_id").asString()).isEqualTo(review);
    assertThat(on.list("").get(1).has("review_id")).isFalse();
  }

  @Test
  void listsTheOldestFirst() {
    String first = on.commented("first");
    String second = Commenting.id(place("fix", "base.txt", on.versionOf("base.txt", "fix")));
    long later = on.repo.commit("fix", "b.txt", "more");
    String third = on.commented("third");

    assertThat(on.list("").findValuesAsString("id")).containsExactly(first, second, third);
    assertThat(on.list("?path=a.txt").findValuesAsString("id")).containsExactly(first, third);
    assertThat(on.list("?at=" + later).findValuesAsString("id")).containsExactly(third);
    assertThat(on.list("?limit=1&after=" + first).findValuesAsString("id")).containsExactly(second);
    assertThat(on.repo.get("branch/nowhere/comments").expect(200).text()).isEqualTo("[]\n");
    on.repo
        .get("branch/fix/comments?at=x")
        .expectError(400, "BAD_REQUEST", "invalid 'at' parameter");
    on.repo
        .get("branch/fix/comments?after=" + NO_ID)
        .expectError(400, "BAD_REQUEST", "invalid pagination cursor");
  }

  @Test
  void announcesAComment() {
    String id = on.commented("why?");

    assertThat(Events.last(Commenting.SERVER, on.repo.name(), "comment.created").toString())
        .isEqualTo(
            ("{\"repo\":\"%s\",\"branch\":\"fix\",\"sequence\":%d,\"comment_id\":\"%s\","
                    + "\"path\":\"a.txt\",\"author\":\"admin@example.com\"}")
                .formatted(on.repo.name(), on.head, id));
  }
}
