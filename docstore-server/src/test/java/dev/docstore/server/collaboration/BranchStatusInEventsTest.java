package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Spec 02 §10.2: events that carry the branch's status carry what the status route answers. */
class BranchStatusInEventsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String BUILD_PASSED =
      """
      package docstore.build

      allow if input.check_runs[_].status == "passed"

      reason := "build has to pass"
      """;

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    repo.commit("main", ".docstore/policy/build.rego", BUILD_PASSED);
    repo.fork("work");
    repo.commit("work", "a", "1");
  }

  private JsonNode told(String type) {
    return Events.last(SERVER, repo.name(), type).get("branch_status");
  }

  private JsonNode asked() {
    return repo.get("branch/work/status").expect(200).json();
  }

  private void check(String status) {
    repo.post(
            "check",
            "{\"branch\":\"work\",\"check_name\":\"build\",\"status\":\"%s\"}".formatted(status))
        .expect(201);
  }

  @Test
  void aReportedCheckTellsWhatItMeansForTheMerge() {
    check("failed");
    assertThat(told("check.reported"))
        .isEqualTo(asked())
        .hasToString(
            "{\"mergeable\":false,\"policies\":[{\"name\":\"build\",\"pass\":false,\"reason\":\"build has to pass\"}],\"auto_merge\":false,\"blockers\":[{\"kind\":\"policy\",\"message\":\"build: build has to pass\"}]}");

    check("passed");
    assertThat(told("check.reported"))
        .isEqualTo(asked())
        .hasToString(
            "{\"mergeable\":true,\"policies\":[{\"name\":\"build\",\"pass\":true,\"reason\":\"\"}],\"auto_merge\":false,\"blockers\":[]}");
  }

  @Test
  void aRebaseTellsThatTheChecksAreGone() {
    check("passed");
    repo.commit("main", "b", "1");

    repo.rebase("work").expect(200);

    assertThat(told("branch.rebased")).isEqualTo(asked());
    assertThat(told("branch.rebased").get("mergeable").asBoolean()).isFalse();
  }

  @Test
  void aMergeTellsThatTheBranchHasEnded() {
    check("passed");

    repo.merge("work").expect(200);

    assertThat(told("branch.merged").propertyNames())
        .containsExactly("mergeable", "policies", "auto_merge", "blockers");
    assertThat(told("branch.merged").get("blockers")).isEqualTo(asked().get("blockers"));
    assertThat(told("branch.merged").get("mergeable").asBoolean()).isFalse();
  }

  @Test
  void aReviewCarriesNone() {
    repo.post("review", "{\"branch\":\"work\",\"status\":\"rejected\"}").expect(201);

    assertThat(Events.last(SERVER, repo.name(), "review.submitted").has("branch_status")).isFalse();
  }
}
