package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 12 of spec 02 §13: writes that hold for the state that was seen. */
class PreconditionRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String DRAFT = "{\"draft\":true}";

  private final TestRepo repo = TestRepo.newOn(SERVER);
  private String stale = "";

  @BeforeEach
  void branch() {
    repo.fork("fix");
    stale = repo.etag("fix");
    repo.commit("fix", "a", "1");
    // Armed, it would be merged at once and take no further request.
    repo.send("PATCH", "branch/fix", DRAFT).expect(200);
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, branch/fix",
    "POST, branch/fix/auto-merge",
    "DELETE, branch/fix/auto-merge",
    "DELETE, branch/fix"
  })
  void row12AStaleTagOfABranchIsRefused(String method, String endpoint) {
    refused(repo.send(method, endpoint, DRAFT, "If-Match", stale));

    assertThat(repo.branch("fix").get("status").asString()).isEqualTo("active");
    assertThat(repo.branch("fix").get("auto_merge").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, branch/fix, 200",
    "POST, branch/fix/auto-merge, 204",
    "DELETE, branch/fix/auto-merge, 204",
  })
  void row12TheExactTagOfABranchStarAndNoneAreTaken(String method, String endpoint, int status) {
    repo.send(method, endpoint, DRAFT, "If-Match", repo.etag("fix")).expect(status);
    repo.send(method, endpoint, DRAFT, "If-Match", "*").expect(status);
    repo.send(method, endpoint, DRAFT).expect(status);
  }

  @Test
  void row12ABranchIsAbandonedWithItsExactTagStarOrNone() {
    repo.fork("b");
    repo.fork("c");

    repo.delete("branch/fix", "If-Match", repo.etag("fix")).expect(204);
    repo.delete("branch/b", "If-Match", "*").expect(204);
    repo.delete("branch/c").expect(204);
  }

  @Test
  void row12AStaleTagOfAProposalIsRefused() {
    String proposal = proposal("fix");
    String seen = tag(proposal);
    repo.send("PATCH", proposal, "{\"title\":\"new\"}").expect(200);

    refused(repo.send("PATCH", proposal, "{\"title\":\"other\"}", "If-Match", seen));
    refused(repo.send("POST", proposal + "/close", "", "If-Match", seen));

    assertThat(repo.get(proposal).json().get("title").asString()).isEqualTo("new");
    assertThat(repo.get(proposal).json().get("state").asString()).isEqualTo("open");
  }

  @Test
  void row12TheExactTagOfAProposalStarAndNoneAreTaken() {
    String proposal = proposal("fix");

    repo.send("PATCH", proposal, "{\"title\":\"a\"}", "If-Match", tag(proposal)).expect(200);
    repo.send("PATCH", proposal, "{\"title\":\"b\"}", "If-Match", "*").expect(200);
    repo.send("PATCH", proposal, "{\"title\":\"c\"}").expect(200);
    repo.send("POST", proposal + "/close", "", "If-Match", tag(proposal)).expect(204);
    repo.send("POST", proposal("fix") + "/close", "", "If-Match", "*").expect(204);
    repo.send("POST", proposal("fix") + "/close", "").expect(204);
  }

  private static void refused(Answer answer) {
    answer.expectError(412, "PRECONDITION_FAILED", "ETag mismatch");
  }

  private String proposal(String branch) {
    Answer opened = repo.post("proposals", "{\"branch\":\"%s\",\"title\":\"t\"}".formatted(branch));
    return "proposals/" + opened.expect(201).json().get("id").asString();
  }

  private String tag(String proposal) {
    return Objects.requireNonNull(repo.get(proposal).expect(200).header("ETag"));
  }
}
