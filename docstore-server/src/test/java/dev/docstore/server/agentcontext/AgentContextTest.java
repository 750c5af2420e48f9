package dev.docstore.server.agentcontext;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Spec 02 §8: everything about a branch in one answer. */
class AgentContextTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String REVIEWER = "reviewer@example.com";
  private static final String POLICY =
      """
      package docstore.%s

      allow := %s

      reason := "not today"
      """;

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    repo.send("PUT", "roles/" + REVIEWER, "{\"role\":\"writer\"}").expect(200);
  }

  private JsonNode context(String branch) {
    return repo.get("branch/" + branch + "/agent-context").expect(200).json();
  }

  private void review(String status) {
    repo.via(SERVER.as(REVIEWER))
        .post("review", "{\"branch\":\"work\",\"status\":\"%s\"}".formatted(status))
        .expect(201);
  }

  private void check(String name, String status, int attempt) {
    repo.post(
            "check",
            "{\"branch\":\"work\",\"check_name\":\"%s\",\"status\":\"%s\",\"attempt\":%d}"
                .formatted(name, status, attempt))
        .expect(201);
  }

  /** The answer without what differs from run to run. */
  private String steady(String text) {
    return text.replace(repo.name(), "REPO")
        .replaceAll("[0-9a-f]{64}", "HASH")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
  }

  @Test
  void tellsEverythingInOrder() {
    repo.commit("main", "OWNERS", "lead@example.com\n", "old.txt", "old", "doc/OWNERS", "# none\n");
    repo.commit(
        "main",
        ".docstore/policy/a.rego",
        POLICY.formatted("fine", true),
        ".docstore/policy/b.rego",
        POLICY.formatted("closed", false));
    repo.fork("work");
    repo.commit("work", "new.txt", "new", "old.txt", null);
    repo.commit("main", "other.txt", "other");
    String proposal =
        repo.post("proposals", "{\"branch\":\"work\",\"base_branch\":\"main\",\"title\":\"Work\"}")
            .expect(201)
            .json()
            .get("id")
            .asString();
    repo.post("issues", "{\"title\":\"Wanted\"}").expect(201);
    repo.post("issues", "{\"title\":\"Something else\"}").expect(201);
    repo.post("issues/1/refs", "{\"ref_type\":\"proposal\",\"ref_id\":\"%s\"}".formatted(proposal))
        .expect(201);
    review("rejected");
    review("approved");
    check("build", "failed", 1);
    check("build", "passed", 2);

    assertThat(steady(repo.get("branch/work/agent-context").expect(200).text()))
        .isEqualTo(
            """
            {"branch":{"repo":"REPO","name":"work","head_sequence":3,"base_sequence":2,"status":"active","draft":false,"auto_merge":false,"protected":false,"created_by":"admin@example.com"},\
            "diff":{"branch_changes":[{"path":"new.txt","version_id":"ID"},{"path":"old.txt","version_id":null}],"main_changes":[{"path":"other.txt","version_id":"ID"}]},\
            "reviews":[{"id":"ID","repo":"REPO","branch":"work","reviewer":"reviewer@example.com","sequence":3,"status":"approved","created_at":"TIME"},\
            {"id":"ID","repo":"REPO","branch":"work","reviewer":"reviewer@example.com","sequence":3,"status":"rejected","created_at":"TIME"}],\
            "check_runs":[{"id":"ID","repo":"REPO","branch":"work","sequence":3,"check_name":"build","status":"passed","reporter":"admin@example.com","created_at":"TIME","attempt":2}],\
            "proposals":[{"id":"ID","repo":"REPO","branch":"work","base_branch":"main","title":"Work","author":"admin@example.com","state":"open","created_at":"TIME","updated_at":"TIME"}],\
            "linked_issues":[{"id":"ID","repo":"REPO","number":1,"title":"Wanted","author":"admin@example.com","state":"open","labels":[],"created_at":"TIME","updated_at":"TIME"}],\
            "file_ownership":{"new.txt":["lead@example.com"],"old.txt":["lead@example.com"]},\
            "recent_commits":[{"sequence":3,"branch":"work","author":"admin@example.com","message":"change","created_at":"TIME","commit_hash":"HASH","files":[{"path":"new.txt","content_hash":"HASH"},{"path":"old.txt","content_hash":""}]}],\
            "policies":[{"name":"fine","pass":true,"reason":""},{"name":"closed","pass":false,"reason":"not today"}],\
            "mergeable":false,"blockers":[{"kind":"policy","message":"closed: not today"}]}
            """);
  }

  @Test
  void ofABranchWithNothingListsAreEmpty() {
    repo.fork("work");

    assertThat(steady(repo.get("branch/work/agent-context").expect(200).text()))
        .isEqualTo(
            """
            {"branch":{"repo":"REPO","name":"work","head_sequence":0,"base_sequence":0,"status":"active","draft":false,"auto_merge":false,"protected":false,"created_by":"admin@example.com"},\
            "diff":{"branch_changes":[],"main_changes":[]},"reviews":[],"check_runs":[],"proposals":[],"linked_issues":[],"file_ownership":{},"recent_commits":[],\
            "policies":[],"mergeable":true,"blockers":[]}
            """);
  }

  @Test
  void saysThatPathsAreNobodys() {
    repo.commit("main", ".docstore/policy/a.rego", POLICY.formatted("fine", true));
    repo.commit("main", "doc/OWNERS", "writer@example.com\n");
    repo.fork("work");
    repo.commit("work", "doc/a.md", "a", "code", "b");

    assertThat(context("work").get("file_ownership").toString())
        .isEqualTo("{\"code\":null,\"doc/a.md\":[\"writer@example.com\"]}");
  }

  @Test
  void withoutPoliciesNobodyIsAnOwner() {
    repo.commit("main", "OWNERS", "writer@example.com\n");
    repo.fork("work");
    repo.commit("work", "a", "a");

    assertThat(context("work").get("file_ownership").toString()).isEqualTo("{}");
  }

  @Test
  void whatIsSaidOfAnEarlierHeadIsLeftOut() {
    repo.fork("work");
    repo.commit("work", "a", "1");
    review("approved");
    check("build", "passed", 1);
    repo.commit("work", "a", "2");

    assertThat(context("work").get("reviews")).isEmpty();
    assertThat(context("work").get("check_runs")).isEmpty();
  }

  @Test
  void aConflictIsShownAndBlocks() {
    repo.commit("main", "a", "base");
    repo.fork("work");
    repo.commit("work", "a", "ours");
    repo.commit("main", "a", "theirs");

    JsonNode context = context("work");

    assertThat(context.get("diff").get("conflicts").findValuesAsString("path"))
        .containsExactly("a");
    assertThat(context.get("mergeable").asBoolean()).isFalse();
    assertThat(context.get("blockers").findValuesAsString("kind")).containsExactly("conflict");
  }

  @Test
  void draftsAndEndedBranchesAreNotMergeable() {
    repo.post("branch", "{\"name\":\"work\",\"draft\":true}").expect(201);
    assertThat(context("work").get("blockers").findValuesAsString("kind")).containsExactly("draft");
    repo.delete("branch/work").expect(204);
    assertThat(context("work").get("blockers").findValuesAsString("kind")).contains("inactive");
  }

  @Test
  void saysWhatAutoMergeWaitsFor() {
    repo.fork("work");
    TestRepo writer = repo.via(SERVER.as(REVIEWER));
    writer.post("branch/work/auto-merge", "").expect(204);

    assertThat(context("work").get("auto_merge_waiting").toString())
        .isEqualTo(
            "[\"reviewer@example.com armed auto-merge and may not merge; a maintainer has to approve sequence 0\"]");
    assertThat(repo.get("branch/work/status").expect(200).json().get("auto_merge_waiting"))
        .isEqualTo(context("work").get("auto_merge_waiting"));
  }

  @Test
  void recentCommitsAreTheBranchsOwnSinceItsBase() {
    repo.fork("work");
    repo.commit("work", "a", "1");
    repo.commit("main", "b", "1");
    repo.commit("work", "a", "2");
    repo.rebase("work").expect(200);

    assertThat(sequences("work")).as("of what the rebase wrote").containsExactly(4L, 5L);
  }

  @Test
  void theWindowOfRecentCommitsCountsSequencesOfAllBranches() {
    repo.fork("work");
    repo.commit("work", "a", "1");
    repo.commit("work", "a", "2");
    for (int i = 0; i < 48; i++) {
      repo.commit("main", "m", "text " + i);
    }
    repo.commit("work", "a", "3");

    assertThat(sequences("work")).containsExactly(2L, 51L);
  }

  private List<Long> sequences(String branch) {
    return context(branch).get("recent_commits").findValues("sequence").stream()
        .map(JsonNode::asLong)
        .toList();
  }

  @Test
  void refusesAnUnknownBranch() {
    repo.get("branch/none/agent-context").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
  }
}
