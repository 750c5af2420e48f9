package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows 38 to 41 of spec 01 §19: purge. */
class PurgeRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String OLD = "{\"older_than\":\"1d\"}";

  private TestRepo repo;

  /** Sequence 1 on main; 2 and 4 on branches that end; 3, the merge, on main. */
  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    repo.commit("main", "kept", "main's");
    repo.fork("merged");
    repo.commit("merged", "a", "merged content");
    repo.merge("merged").expect(200);
    repo.fork("abandoned");
    repo.commit("abandoned", "b", "orphan", "c", "main's");
    repo.delete("branch/abandoned").expect(204);
  }

  private void age(int days) {
    JdbcClient jdbc = SERVER.bean(JdbcClient.class);
    for (String table : List.of("commits", "branches")) {
      jdbc.sql(
              "update %s set created_at = created_at - make_interval(days => ?) where repo_id = (select id from repos where name = ?)"
                  .formatted(table))
          .params(days, repo.name())
          .update();
    }
  }

  private List<String> branches() {
    return repo.get("branches?include_draft=true").expect(200).json().findValuesAsString("name");
  }

  private static String counts(
      int branches, int fileCommits, int commits, int documents, int reviews, int checks) {
    return "{\"branches_purged\":%d,\"file_commits_deleted\":%d,\"commits_deleted\":%d,\"documents_deleted\":%d,\"reviews_deleted\":%d,\"check_runs_deleted\":%d}\n"
        .formatted(branches, fileCommits, commits, documents, reviews, checks);
  }

  @Test
  void row38PurgesEndedBranchesAndWhatOnlyTheyHeld() {
    repo.post("check", "{\"branch\":\"abandoned\",\"check_name\":\"build\",\"status\":\"passed\"}")
        .expect(201);
    String orphan = version("b", "abandoned");
    String shared = version("c", "abandoned");
    age(100);

    assertThat(repo.post("purge", OLD).expect(200).text()).isEqualTo(counts(2, 3, 2, 1, 0, 1));

    assertThat(branches()).containsExactly("main");
    repo.get("blob/" + orphan).expect(404);
    repo.get("blob/" + shared).expect(200);
    assertThat(repo.files("branch=main"))
        .isEqualTo(Map.of("a", "merged content", "kept", "main's"));
    repo.fork("merged");
    repo.fork("abandoned");
    assertThat(repo.commit("main", "d", "1")).as("no sequence is given back").isEqualTo(5);
  }

  @Test
  void row38PurgesABranchWithEverythingThatHangsOnIt() {
    repo.fork("proposed");
    repo.commit("proposed", "p", "1");
    repo.post("proposals", "{\"branch\":\"proposed\",\"title\":\"t\"}").expect(201);
    String review =
        repo.post("review", "{\"branch\":\"proposed\",\"status\":\"rejected\"}")
            .expect(201)
            .json()
            .get("id")
            .asString();
    repo.post(
            "comment",
            "{\"branch\":\"proposed\",\"path\":\"p\",\"version_id\":\"%s\",\"body\":\"b\",\"review_id\":\"%s\"}"
                .formatted(version("p", "proposed"), review))
        .expect(201);
    repo.merge("proposed").expect(200);
    age(100);

    Answer purged = repo.post("purge", OLD).expect(200);

    assertThat(purged.json().get("branches_purged").asInt()).isEqualTo(3);
    assertThat(purged.json().get("reviews_deleted").asInt()).isEqualTo(1);
    assertThat(branches()).containsExactly("main");
  }

  @Test
  void row39LeavesWhatIsRecentOrActiveOrMains() {
    assertThat(repo.post("purge", OLD).expect(200).text()).isEqualTo(counts(0, 0, 0, 0, 0, 0));
    repo.fork("active");
    repo.commit("active", "x", "1");
    age(100);
    repo.fork("recent");
    repo.commit("recent", "y", "1");
    repo.delete("branch/recent").expect(204);

    repo.post("purge", OLD).expect(200);

    assertThat(branches()).containsExactly("active", "main", "recent");
    assertThat(repo.text("kept", "branch=main")).isEqualTo("main's");
    assertThat(repo.text("x", "branch=active")).isEqualTo("1");
    assertThat(repo.text("y", "branch=recent")).isEqualTo("1");
  }

  @Test
  void row40ADryRunCountsAndDeletesNothing() {
    age(100);

    String counted =
        repo.post("purge", "{\"older_than\":\"1d\",\"dry_run\":true}").expect(200).text();

    assertThat(branches()).containsExactly("abandoned", "main", "merged");
    assertThat(repo.text("b", "branch=abandoned")).isEqualTo("orphan");
    assertThat(repo.post("purge", OLD).expect(200).text())
        .isEqualTo(counted)
        .isEqualTo(counts(2, 3, 2, 1, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"90h", "7", "d", "720h"})
  void row41AnAgeEndsInDays(String age) {
    refused(
        age,
        "invalid duration \\\"%s\\\": must be of the form \\\"Nd\\\" (e.g. \\\"7d\\\")"
            .formatted(age));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0d", "-1d", "1.5d", "xd", "9223372036854775808d", "106752d"})
  void row41AnAgeIsAPositiveNumber(String age) {
    Answer answer = repo.post("purge", "{\"older_than\":\"%s\"}".formatted(age)).expect(400);

    assertThat(answer.json().get("code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(answer.json().get("error").asString()).startsWith("invalid duration \"" + age);
  }

  @Test
  void row41AnAgeIsRequired() {
    repo.post("purge", "{}").expectError(400, "BAD_REQUEST", "older_than is required");
    repo.post("purge", "{\"older_than\":\"\"}")
        .expectError(400, "BAD_REQUEST", "older_than is required");
    repo.post("purge", "{\"older_than\":\"+3d\"}").expect(200);
  }

  private void refused(String age, String message) {
    repo.post("purge", "{\"older_than\":\"%s\"}".formatted(age))
        .expectError(400, "BAD_REQUEST", message);
  }

  private String version(String path, String branch) {
    return repo.get("file/%s?branch=%s".formatted(path, branch))
        .expect(200)
        .json()
        .get("version_id")
        .asString();
  }
}
