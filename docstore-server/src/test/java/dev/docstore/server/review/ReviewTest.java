package dev.docstore.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;

class ReviewTest {
  private static final TestServer SERVER = TestServer.shared();

  private final Api author = SERVER.api();
  private final String repo = SERVER.newRepo();
  private final String url = "/repos/" + repo + "/-/";

  @Test
  void aReviewSpeaksOfTheHeadItSaw() {
    branchWithACommit();
    Api reviewer = writer("reviewer@example.com");

    Answer submitted = review(reviewer, "fix", "approved").expect(201);
    author.commit(repo, "fix", "b.txt", "more");

    long head = author.get(url + "branch/fix").json().get("head_sequence").asLong();
    assertThat(submitted.json().get("sequence").asLong()).isEqualTo(head - 1);
    assertThat(author.get(url + "branch/fix/reviews?at=" + head).text()).isEqualTo("[]\n");
    assertThat(author.get(url + "branch/fix/reviews?at=" + (head - 1)).json().size()).isEqualTo(1);
  }

  @Test
  void listsReviewsFromTheNewest() {
    String first = review(author, "main", "rejected").json().get("id").asString();
    Answer second =
        author.post(
            url + "review",
            "{\"branch\":\"main\",\"status\":\"dismissed\",\"body\":\"never mind\"}");

    Answer all = author.get(url + "branch/main/reviews").expect(200);

    String id = second.expect(201).json().get("id").asString();
    assertThat(all.json().findValuesAsString("id")).containsExactly(id, first);
    assertThat(all.json().at("/0").propertyNames())
        .containsExactly(
            "id", "repo", "branch", "reviewer", "sequence", "status", "body", "created_at");
    assertThat(all.json().at("/1").has("body")).isFalse();
    assertThat(author.get(url + "branch/main/reviews?after=" + id).json().findValuesAsString("id"))
        .containsExactly(first);
  }

  @Test
  void saysWhatIsWrong() {
    review(author, "", "approved").expectError(400, "BAD_REQUEST", "branch is required");
    review(author, "main", "").expectError(400, "BAD_REQUEST", "status is required");
    review(author, "main", "great")
        .expectError(
            400, "BAD_REQUEST", "invalid status; must be approved, rejected, or dismissed");
    review(author, "nowhere", "approved").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    author
        .get(url + "branch/main/reviews?at=x")
        .expectError(400, "BAD_REQUEST", "invalid 'at' parameter");
    author
        .post("/repos/no/where/-/review", "nonsense")
        .expectError(404, "REPO_NOT_FOUND", "repo not found");
  }

  @Test
  void announcesAReview() {
    review(author, "main", "rejected").expect(201);

    assertThat(Events.last(SERVER, repo, "review.submitted").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"main\",\"sequence\":0,\"reviewer\":\"admin@example.com\",\"status\":\"rejected\"}"
                .formatted(repo));
  }

  private void branchWithACommit() {
    author.post(url + "branch", "{\"name\":\"fix\"}").expect(201);
    author.commit(repo, "fix", "a.txt", "text");
  }

  private Api writer(String identity) {
    author.send("PUT", url + "roles/" + identity, "{\"role\":\"writer\"}").expect(200);
    return SERVER.as(identity);
  }

  private Answer review(Api api, String branch, String status) {
    return api.post(
        url + "review", "{\"branch\":\"%s\",\"status\":\"%s\"}".formatted(branch, status));
  }
}
