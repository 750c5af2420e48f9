package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows 2 and 9 to 11 of spec 02 §13: merge policies. */
class PolicyRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String AUTHOR = "author@example.com";
  private static final String REVIEWER = "reviewer@example.com";

  private static final String NEEDS_APPROVAL =
      """
      package docstore.needs_approval

      default allow = false
      default reason = "a review is required"

      allow if {
        some review in input.reviews
        review.status == "approved"
      }
      """;

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    for (String identity : List.of(AUTHOR, REVIEWER)) {
      repo.send("PUT", "roles/" + identity, "{\"role\":\"writer\"}").expect(200);
    }
    repo.commit("main", "f", "main's");
    repo.fork("b");
  }

  private TestRepo as(String identity) {
    return repo.via(SERVER.as(identity));
  }

  private void approve() {
    as(REVIEWER).post("review", "{\"branch\":\"b\",\"status\":\"approved\"}").expect(201);
  }

  private void policy(String source) {
    repo.commit("main", ".docstore/policy/p.rego", source);
  }

  private Answer status() {
    return repo.get("branch/b/status").expect(200);
  }

  @Test
  void row02AnApprovalOfAnOlderHeadDoesNotLetMerge() {
    policy(NEEDS_APPROVAL);
    as(AUTHOR).commit("b", "g", "first");
    approve();
    repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true}").expect(200);
    as(AUTHOR).commit("b", "g", "second");

    String denied =
        "{\"policies\":[{\"name\":\"needs_approval\",\"pass\":false,\"reason\":\"a review is required\"}]}\n";
    assertThat(repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true}").expect(403).text())
        .isEqualTo(denied);
    assertThat(repo.merge("b").expect(403).text()).isEqualTo(denied);
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("active");
    assertThat(Events.types(SERVER, repo.name())).doesNotContain("branch.merged");
    assertThat(Events.last(SERVER, repo.name(), "merge.blocked").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"b\",\"actor\":\"%s\",\"policies\":[\"needs_approval\"]}"
                .formatted(repo.name(), TestServer.ADMIN));

    approve();
    repo.merge("b").expect(200);
  }

  @Test
  void row09WithoutPoliciesEverythingMayBeMerged() {
    repo.commit("b", "g", "branch's");

    assertThat(status().text())
        .isEqualTo("{\"mergeable\":true,\"policies\":[],\"auto_merge\":false,\"blockers\":[]}\n");
    repo.merge("b").expect(200);
  }

  @Test
  void row10StatusTellsWhatEachPolicySays() {
    policy(
        """
        package docstore.closed
        default allow = false
        default reason = "a review is required"
        """);
    repo.commit("main", ".docstore/policy/q.rego", "package docstore.open\nallow = true\n");
    repo.commit("b", "g", "branch's");

    assertThat(status().text())
        .isEqualTo(
            "{\"mergeable\":false,\"policies\":["
                + "{\"name\":\"closed\",\"pass\":false,\"reason\":\"a review is required\"},"
                + "{\"name\":\"open\",\"pass\":true,\"reason\":\"\"}],\"auto_merge\":false,"
                + "\"blockers\":[{\"kind\":\"policy\",\"message\":\"closed: a review is required\"}]}\n");
  }

  @Test
  void row11ANewPolicyOnMainCountsAtOnceAndOneOnABranchDoesNot() {
    repo.commit("b", "g", "branch's");
    policy("package docstore.p\nallow = true\n");
    repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true}").expect(200);

    policy("package docstore.p\ndefault allow = false\n");
    repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true}").expect(403);

    repo.fork("other");
    repo.commit("other", ".docstore/policy/p.rego", "package docstore.p\nallow = true\n");
    repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true}").expect(403);
    assertThat(status().json().get("mergeable").asBoolean()).isFalse();

    repo.send(
            "POST",
            "commit",
            "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\".docstore/policy/p.rego\"}]}")
        .expect(201);
    repo.merge("b").expect(200);
  }
}
