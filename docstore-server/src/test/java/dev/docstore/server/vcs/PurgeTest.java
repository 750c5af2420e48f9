package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 01 §16 with its rows of §19; page 00 B11. */
@DatabaseTest
class PurgeTest {
  private static final String NOTHING = counts(0, 0, 0, 0, 0, 0);

  private static TestServer server;
  private static TestDatabase database;
  private TestRepo repo;

  @BeforeAll
  static void start(TestDatabase own) {
    database = own;
    server = TestServer.start(own, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(server);
    repo.commit("main", "kept", "of main", "shared", "by both");
  }

  private static String counts(
      int branches, int files, int commits, int documents, int reviews, int checks) {
    return "{\"branches_purged\":%d,\"file_commits_deleted\":%d,\"commits_deleted\":%d,\"documents_deleted\":%d,\"reviews_deleted\":%d,\"check_runs_deleted\":%d}\n"
        .formatted(branches, files, commits, documents, reviews, checks);
  }

  private String purge(String olderThan) {
    return repo.post("purge", body(olderThan)).expect(200).text();
  }

  private String dryRun() {
    return repo.post("purge", "{\"older_than\":\"1d\",\"dry_run\":true}").expect(200).text();
  }

  /** Lets the commits of a branch, and the branch, be a hundred days older than they are. */
  private void age(String branch) {
    database.execute(
        """
        update commits c set created_at = c.created_at - interval '100 days'
        from branches b join repos r on r.id = b.repo_id
        where r.name = '%s' and b.name = '%s' and c.repo_id = b.repo_id and c.branch_id = b.id
        """
            .formatted(repo.name(), branch));
    database.execute(
        """
        update branches set created_at = created_at - interval '100 days'
        where name = '%s' and repo_id = (select id from repos where name = '%s')
        """
            .formatted(branch, repo.name()));
  }

  private int documents() {
    return Integer.parseInt(
        String.valueOf(
            database.queryText(
                "select count(*) from documents d join repos r on r.id = d.repo_id where r.name = '%s'"
                    .formatted(repo.name()))));
  }

  private void abandonedBranch(String name, String... files) {
    repo.fork(name);
    repo.commit(name, files);
    repo.delete("branch/" + name).expect(204);
  }

  private void mergedBranch(String name, String... files) {
    repo.fork(name);
    repo.commit(name, files);
    repo.merge(name).expect(200);
  }

  @Test
  void row38_endedBranchesGoAndWhatIsMainsStays() {
    mergedBranch("merged", "new", "came with the merge");
    abandonedBranch("abandoned", "lost", "never merged", "again", "by both");
    age("merged");
    age("abandoned");
    Map<String, String> before = repo.files("branch=main");
    String chain = repo.get("chain?from=3&to=3").expect(200).text();

    assertThat(purge("1d")).isEqualTo(counts(2, 3, 2, 1, 0, 0));
    assertThat(repo.get("verify").expect(200).json().get("damages")).isEmpty();

    assertThat(repo.files("branch=main")).isEqualTo(before);
    assertThat(documents()).isEqualTo(3);
    assertThat(repo.get("chain?from=3&to=3").expect(200).text()).isEqualTo(chain);
    assertThat(repo.get("branches").text()).doesNotContain("merged", "abandoned");
    repo.fork("merged");
    repo.fork("abandoned");
    assertThat(repo.commit("abandoned", "lost", "anew")).isEqualTo(5);
    assertThat(purge("1d")).isEqualTo(NOTHING);
  }

  @Test
  void row39_theYoungTheActiveMainAndWhatIsSharedAreLeftAlone() {
    mergedBranch("recent", "recent", "recent");
    repo.fork("active");
    repo.commit("active", "active", "active");
    abandonedBranch("old", "copy", "by both", "other", "active");
    age("active");
    age("main");
    age("old");

    assertThat(purge("1d")).isEqualTo(counts(1, 2, 1, 0, 0, 0));

    assertThat(repo.text("shared", "branch=main")).isEqualTo("by both");
    assertThat(repo.text("active", "branch=active")).isEqualTo("active");
    assertThat(repo.branch("recent").get("status").asString()).isEqualTo("merged");
    assertThat(repo.branch("main").get("head_sequence").asLong()).isEqualTo(3);
  }

  @Test
  void row40_aDryRunCountsTheSameAndKeepsEverything() {
    abandonedBranch("old", "lost", "only here");
    age("old");
    String sizes = repo.get("chain?from=1&to=9").text();

    assertThat(dryRun()).isEqualTo(counts(1, 1, 1, 1, 0, 0)).isEqualTo(dryRun());

    assertThat(repo.text("lost", "branch=old")).isEqualTo("only here");
    assertThat(repo.get("chain?from=1&to=9").text()).isEqualTo(sizes);
    assertThat(purge("1d")).isEqualTo(counts(1, 1, 1, 1, 0, 0));
    assertThat(dryRun()).isEqualTo(NOTHING);
  }

  @Test
  void row41_anAgeIsAPositiveNumberOfDays() {
    assertRefused("{}", "older_than is required");
    assertRefused("{\"older_than\":\"\"}", "older_than is required");
    for (String age : List.of("90h", "7", "d")) {
      assertRefused(body(age), invalid(age, "must be of the form \"Nd\" (e.g. \"7d\")"));
    }
    for (String age : List.of("0d", "-1d", "1.5d", " 1d", "9223372036854775808d", "\u0661d")) {
      assertRefused(body(age), invalid(age, "must be a positive integer followed by 'd'"));
    }
    assertRefused(body("106752d"), invalid("106752d", "must be at most 106751d"));
  }

  private static String body(String age) {
    return "{\"older_than\":\"%s\"}".formatted(age);
  }

  private static String invalid(String age, String why) {
    return "invalid duration \"" + age + "\": " + why;
  }

  private void assertRefused(String body, String message) {
    assertThat(repo.post("purge", body).expect(400).json().get("error").asString())
        .isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({"+3d, 1", "003d, 1", "99d, 1", "101d, 0", "106751d, 0"})
  void takesASignAndLeadingZeros(String age, int purged) {
    abandonedBranch("old", "lost", "only here");
    age("old");
    assertThat(purge(age)).startsWith("{\"branches_purged\":" + purged + ",");
  }

  @Test
  void takesProposalsReviewsAndChecksAlong() {
    repo.fork("fix");
    repo.commit("fix", "kept", "changed");
    repo.send("PUT", "roles/reviewer@example.com", "{\"role\":\"maintainer\"}").expect(200);
    repo.post("proposals", "{\"branch\":\"fix\",\"title\":\"Fix\"}").expect(201);
    repo.via(server.as("reviewer@example.com"))
        .post("review", "{\"branch\":\"fix\",\"status\":\"approved\"}")
        .expect(201);
    for (String check : List.of("build", "test")) {
      repo.post(
              "check",
              "{\"branch\":\"fix\",\"check_name\":\"%s\",\"status\":\"passed\"}".formatted(check))
          .expect(201);
    }
    repo.post("check", "{\"branch\":\"main\",\"check_name\":\"build\",\"status\":\"passed\"}")
        .expect(201);
    repo.merge("fix").expect(200);
    age("fix");

    assertThat(dryRun()).isEqualTo(counts(1, 1, 1, 0, 1, 2));
    assertThat(repo.get("proposals").text()).contains("\"fix\"");
    assertThat(purge("1d")).isEqualTo(counts(1, 1, 1, 0, 1, 2));

    assertThat(repo.get("proposals").text()).doesNotContain("fix");
    assertThat(repo.get("branch/main/checks").expect(200).json()).hasSize(1);
  }

  @Test
  void aReleaseMayNameWhatWasPurged() {
    abandonedBranch("old", "lost", "only here");
    repo.post("releases", "{\"name\":\"v1\",\"sequence\":2}").expect(201);
    age("old");
    purge("1d");

    assertThat(repo.get("releases/v1").expect(200).json().get("sequence").asLong()).isEqualTo(2);
    repo.get("commit/2").expect(404);
    assertThat(repo.get("chain?from=1&to=9").json()).hasSize(1);
  }

  @Test
  void aBranchWithoutCommitsIsAsOldAsWhereItForked() {
    repo.fork("empty");
    repo.delete("branch/empty").expect(204);
    age("empty");
    assertThat(purge("1d")).isEqualTo(NOTHING);
    age("main");
    assertThat(purge("1d")).isEqualTo(counts(1, 0, 0, 0, 0, 0));
  }

  @Test
  void isForAdminsOfAKnownRepo() {
    repo.send("PUT", "roles/m@example.com", "{\"role\":\"maintainer\"}").expect(200);
    Api maintainer = server.as("m@example.com");
    maintainer
        .post(repo.path("purge"), "{\"older_than\":\"1d\"}")
        .expectError(403, "FORBIDDEN", "forbidden");
    server
        .api()
        .post("/repos/no/where/-/purge", "{\"older_than\":\"1d\"}")
        .expectError(404, "REPO_NOT_FOUND", "repo not found");
  }

  @Test
  void whatIsCommittedMeanwhileKeepsItsContents() throws Exception {
    int rounds = 12;
    for (int round = 0; round < rounds; round++) {
      abandonedBranch("old" + round, "lost", "content " + round);
      age("old" + round);
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> work = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        String text = "content " + round;
        work.add(threads.submit(() -> repo.commit("main", text.replace(' ', '-'), text)));
        work.add(threads.submit(() -> purge("1d")));
      }
      for (Future<?> done : work) {
        done.get();
      }
    }

    for (int round = 0; round < rounds; round++) {
      assertThat(repo.text("content-" + round, "branch=main")).isEqualTo("content " + round);
    }
    assertThat(repo.get("branches?status=abandoned").json()).isEmpty();
    assertThat(documents()).isEqualTo(2 + rounds);
  }
}
