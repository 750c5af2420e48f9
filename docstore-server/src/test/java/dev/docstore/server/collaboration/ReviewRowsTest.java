package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;

/** Rows 1 and 3 of spec 02 §13: reviews. */
class ReviewRowsTest {
  private static final TestServer SERVER = TestServer.shared();

  private final TestRepo repo = TestRepo.newOn(SERVER);

  @Test
  void row01AnAuthorMayRejectButNotApprove() {
    repo.fork("fix");
    repo.commit("fix", "a", "1");

    review(repo, "fix", "approved")
        .expectError(403, "FORBIDDEN", "reviewer cannot approve their own commits");
    review(repo, "fix", "rejected").expect(201);
  }

  @Test
  void row01WhoReplayedACommitMayNotApproveItEither() {
    TestRepo author = as("author@example.com");
    repo.fork("fix");
    author.commit("fix", "a", "1");
    review(repo, "fix", "approved").expect(201);
    repo.commit("main", "b", "1");

    repo.rebase("fix").expect(200);

    String refusal = "reviewer cannot approve their own commits";
    review(repo, "fix", "approved").expectError(403, "FORBIDDEN", refusal);
    review(author, "fix", "approved").expectError(403, "FORBIDDEN", refusal);
    review(as("somebody@example.com"), "fix", "approved").expect(201);
  }

  @Test
  void row01NobodyApprovesAMainThatTheyCommittedTo() {
    review(repo, "main", "approved").expect(201);
    repo.commit("main", "a", "1");

    review(repo, "main", "approved").expect(403);
    review(repo, "main", "dismissed").expect(201);
  }

  @Test
  void row03AReviewStaysInItsRepo() {
    TestRepo other = TestRepo.newOn(SERVER);

    review(repo, "main", "rejected").expect(201);

    assertThat(other.get("branch/main/reviews").expect(200).text()).isEqualTo("[]\n");
    assertThat(repo.get("branch/main/reviews").json().size()).isEqualTo(1);
  }

  private TestRepo as(String writer) {
    repo.send("PUT", "roles/" + writer, "{\"role\":\"writer\"}").expect(200);
    return repo.via(SERVER.as(writer));
  }

  private static Answer review(TestRepo by, String branch, String status) {
    return by.post("review", "{\"branch\":\"%s\",\"status\":\"%s\"}".formatted(branch, status));
  }
}
