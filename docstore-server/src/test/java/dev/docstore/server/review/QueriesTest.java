package dev.docstore.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What policies are told of reviews and checks. */
class QueriesTest {
  private static final SecuredServer SERVER = SecuredServer.shared();

  private final TestRepo repo = TestRepo.of(SERVER.admin(), SERVER.newRepo());
  private long repoId;

  @BeforeEach
  void branch() {
    repoId =
        SERVER
            .bean(JdbcClient.class)
            .sql("select id from repos where name = ?")
            .param(repo.name())
            .query(Long.class)
            .single();
    repo.fork("fix");
    repo.commit("fix", "a", "1");
  }

  @Test
  void theLastReviewOfEachReviewerCounts() {
    review("ann@example.com", "approved");
    review("zoe@example.com", "approved");
    review("ann@example.com", "rejected");
    review("bob@example.com", "approved");
    review("bob@example.com", "dismissed");

    BranchRow fix = branchRow();
    ReviewQueries reviews = SERVER.bean(ReviewQueries.class);
    assertThat(reviews.effective(repoId, fix.id(), fix.headSequence()))
        .containsExactly(
            new HeadReview("ann@example.com", "rejected", fix.headSequence()),
            new HeadReview("zoe@example.com", "approved", fix.headSequence()));
    assertThat(reviews.at(repoId, fix.id(), fix.headSequence()))
        .extracting(HeadReview::status)
        .containsExactly("dismissed", "approved", "rejected", "approved", "approved");
  }

  @Test
  void aReviewOfAnEarlierHeadCountsNoMore() {
    review("ann@example.com", "approved");
    repo.commit("fix", "a", "2");

    BranchRow fix = branchRow();
    ReviewQueries reviews = SERVER.bean(ReviewQueries.class);
    assertThat(reviews.effective(repoId, fix.id(), fix.headSequence())).isEmpty();
    assertThat(reviews.at(repoId, fix.id(), fix.headSequence())).isEmpty();
  }

  @Test
  void theLastAttemptOfEachCheckCounts() {
    BranchRow fix = branchRow();
    long head = fix.headSequence();
    check("lint", "passed", 1);
    check("build", "failed", 1);
    check("build", "passed", 2);
    SERVER
        .newJob(repo.name(), "fix", head, "checks")
        .api()
        .post(
            repo.path("check"),
            "{\"branch\":\"fix\",\"check_name\":\"ci/unit\",\"status\":\"passed\"}")
        .expect(201);

    assertThat(SERVER.bean(CheckQueries.class).at(repoId, fix.id(), head))
        .extracting(CheckAttempt::checkName, CheckAttempt::attempt, CheckAttempt::reporterKind)
        .containsExactly(
            tuple("build", 2, "person"), tuple("ci/unit", 1, "job"), tuple("lint", 1, "person"));
  }

  private BranchRow branchRow() {
    return SERVER.bean(BranchQueries.class).find(repoId, "fix").orElseThrow();
  }

  private void review(String reviewer, String status) {
    repo.send("PUT", "roles/" + reviewer, "{\"role\":\"writer\"}").expect(200);
    repo.via(SERVER.person(reviewer))
        .post("review", "{\"branch\":\"fix\",\"status\":\"%s\"}".formatted(status))
        .expect(201);
  }

  private void check(String name, String status, int attempt) {
    repo.post(
            "check",
            "{\"branch\":\"fix\",\"check_name\":\"%s\",\"status\":\"%s\",\"attempt\":%d}"
                .formatted(name, status, attempt))
        .expect(201);
  }
}
