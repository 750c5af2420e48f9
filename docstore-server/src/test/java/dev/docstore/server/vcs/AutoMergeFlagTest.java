package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The flag of spec 02 §9.1; who acts on it is another matter. */
class AutoMergeFlagTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    // Nothing merges a draft.
    repo.post("branch", "{\"name\":\"feat/x\",\"draft\":true}").expect(201);
  }

  private boolean flag() {
    return repo.branch("feat/x").get("auto_merge").asBoolean();
  }

  @Test
  void isSetAndClearedAndAnnouncedEachTime() {
    String etag = repo.etag("feat/x");
    repo.post("branch/feat/x/auto-merge", "").expect(204);
    repo.post("branch/feat/x/auto-merge", "").expect(204);
    assertThat(flag()).isTrue();
    assertThat(repo.etag("feat/x")).isEqualTo(etag);
    repo.delete("branch/feat/x/auto-merge").expect(204);
    assertThat(flag()).isFalse();
    assertThat(Events.types(SERVER, repo.name()))
        .endsWith(
            "branch.automerge.enabled", "branch.automerge.enabled", "branch.automerge.disabled");
    assertThat(Events.last(SERVER, repo.name(), "branch.automerge.disabled").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"feat/x\",\"disabled_by\":\"%s\"}"
                .formatted(repo.name(), TestServer.ADMIN));
  }

  @Test
  void refusesMainAndWhatDoesNotExist() {
    repo.post("branch/main/auto-merge", "")
        .expectError(400, "BAD_REQUEST", "cannot enable auto-merge on branch 'main'");
    repo.delete("branch/main/auto-merge")
        .expectError(400, "BAD_REQUEST", "cannot disable auto-merge on branch 'main'");
    repo.post("branch/nowhere/auto-merge", "")
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    repo.send("PUT", "branch/feat/x/auto-merge", "")
        .expectError(405, "METHOD_NOT_ALLOWED", "method not allowed");
  }
}
