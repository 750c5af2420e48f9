package dev.docstore.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Branch status (spec 02 §7.7, page 00 D4). */
class StatusTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String PASSING_CHECK =
      """
      package docstore.green

      default allow := false

      allow if {
        some run in input.check_runs
        run.status == "passed"
      }
      """;

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    repo.commit("main", "f", "one\n");
    repo.fork("b");
  }

  private JsonNode status() {
    return repo.get("branch/b/status").expect(200).json();
  }

  private void expectBlockers(String... kindsAndMessages) {
    JsonNode status = status();
    assertThat(status.get("mergeable").asBoolean()).isEqualTo(kindsAndMessages.length == 0);
    assertThat(status.get("blockers").valueStream())
        .map(b -> b.get("kind").asString() + " " + b.get("message").asString())
        .containsExactly(kindsAndMessages);
  }

  @Test
  void everythingInTheWayIsNamedAtOnce() {
    repo.commit("main", ".docstore/policy/green.rego", PASSING_CHECK, "f", "main's\n");
    repo.commit("b", "f", "branch's\n");
    repo.send("PATCH", "branch/b", "{\"draft\":true}").expect(200);

    expectBlockers(
        "draft branch is in draft state",
        "conflict f was changed on both sides: content",
        "policy green: policy denied");

    repo.send("PATCH", "branch/b", "{\"draft\":false}").expect(200);
    repo.commit("b", "f", "main's\n");
    repo.post("check", "{\"branch\":\"b\",\"check_name\":\"c\",\"status\":\"passed\"}").expect(201);
    expectBlockers();
    repo.merge("b").expect(200);
    expectBlockers("inactive branch is merged");
  }

  @Test
  void anUnknownBranchIsNotFound() {
    repo.get("branch/nope/status").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    repo.merge("nope").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    repo.commit("main", ".docstore/policy/green.rego", PASSING_CHECK);
    repo.get("branch/nope/status").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    repo.merge("nope").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
  }

  @Test
  void policiesComeBeforeWhatIsWrongWithTheBranch() {
    repo.commit("main", ".docstore/policy/green.rego", PASSING_CHECK);
    repo.send("PATCH", "branch/b", "{\"draft\":true}").expect(200);

    repo.merge("b").expect(403);
    repo.post("check", "{\"branch\":\"b\",\"check_name\":\"c\",\"status\":\"passed\"}").expect(201);
    repo.merge("b").expectError(409, "BRANCH_DRAFT", "branch is in draft state");
  }

  @Test
  void aRepeatedMergeIsNotJudgedAgain() {
    repo.commit("main", ".docstore/policy/green.rego", PASSING_CHECK);
    repo.commit("b", "g", "x");
    repo.post("check", "{\"branch\":\"b\",\"check_name\":\"c\",\"status\":\"passed\"}").expect(201);
    String first =
        repo.send("POST", "merge", "{\"branch\":\"b\"}", "Idempotency-Key", "k").expect(200).text();
    repo.commit(
        "main", ".docstore/policy/green.rego", "package docstore.green\n\nallow := false\n");

    assertThat(
            repo.send("POST", "merge", "{\"branch\":\"b\"}", "Idempotency-Key", "k")
                .expect(200)
                .text())
        .isEqualTo(first);
  }

  @Test
  void theMergedEventTellsTheStatusAfterIt() {
    repo.commit("main", ".docstore/policy/all.rego", "package docstore.all\n\nallow := true\n");
    repo.commit("b", "g", "x");
    repo.merge("b").expect(200);

    assertThat(Events.last(SERVER, repo.name(), "branch.merged").get("branch_status").toString())
        .isEqualTo(
            "{\"mergeable\":false,\"policies\":[{\"name\":\"all\",\"pass\":true,\"reason\":\"\"}],"
                + "\"auto_merge\":false,"
                + "\"blockers\":[{\"kind\":\"inactive\",\"message\":\"branch is merged\"}]}");
  }

  @Test
  void theRebasedEventTellsTheStatusAfterIt() {
    repo.commit("b", "g", "x");
    repo.commit("main", ".docstore/policy/green.rego", PASSING_CHECK);
    repo.rebase("b").expect(200);

    assertThat(Events.last(SERVER, repo.name(), "branch.rebased").get("branch_status").toString())
        .isEqualTo(
            "{\"mergeable\":false,\"policies\":[{\"name\":\"green\",\"pass\":false,\"reason\":\"policy denied\"}],"
                + "\"auto_merge\":false,"
                + "\"blockers\":[{\"kind\":\"policy\",\"message\":\"green: policy denied\"}]}");
  }
}
