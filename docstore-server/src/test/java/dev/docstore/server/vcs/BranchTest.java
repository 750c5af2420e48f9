package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.web.ETag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 §8. */
class BranchTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void forksFromMainsHead() {
    repo.commit("main", "a", "1");
    assertThat(repo.post("branch", "{\"name\":\"a/b\"}").expect(201).text())
        .isEqualTo("{\"name\":\"a/b\",\"base_sequence\":1}\n");
    assertThat(repo.post("branch", "{\"name\":\"d\",\"draft\":true}").expect(201).text())
        .isEqualTo("{\"name\":\"d\",\"base_sequence\":1,\"draft\":true}\n");
    assertThat(repo.get("branch/a/b").expect(200).text())
        .startsWith(
            "{\"repo\":\"%s\",\"name\":\"a/b\",\"head_sequence\":1,\"base_sequence\":1,\"status\":\"active\",\"draft\":false,\"auto_merge\":false"
                .formatted(repo.name()));
    assertThat(Events.last(SERVER, repo.name(), "branch.created").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"d\",\"base_sequence\":1,\"created_by\":\"%s\"}"
                .formatted(repo.name(), TestServer.ADMIN));
    repo.get("branch/nowhere").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
  }

  @Test
  void flagsDoNotChangeTheTag() {
    repo.fork("b");
    String tag = repo.etag("b");
    assertThat(repo.send("PATCH", "branch/b", "{\"draft\":true}").expect(200).text())
        .isEqualTo("{\"name\":\"b\",\"draft\":true}\n");
    assertThat(repo.etag("b")).isEqualTo(tag);
    assertThat(repo.send("PATCH", "branch/b", "{}").expect(200).text())
        .isEqualTo("{\"name\":\"b\",\"draft\":false}\n");
    assertThat(Events.last(SERVER, repo.name(), "branch.draft.updated").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"b\",\"draft\":false,\"updated_by\":\"%s\"}"
                .formatted(repo.name(), TestServer.ADMIN));
  }

  @Test
  void anAbandonedBranchStaysReadable() {
    repo.fork("b");
    repo.commit("b", "a", "1");
    Answer gone = repo.delete("branch/b").expect(204);
    assertThat(gone.bytes()).isEmpty();
    assertThat(repo.text("a", "branch=b")).isEqualTo("1");
    assertThat(Events.last(SERVER, repo.name(), "branch.abandoned").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"b\",\"abandoned_by\":\"%s\"}"
                .formatted(repo.name(), TestServer.ADMIN));
    repo.delete("branch/b")
        .expectError(409, "BRANCH_NOT_ACTIVE", "branch is already merged or abandoned");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "DELETE"})
  void anUnknownBranchIsNotFound(String method) {
    repo.send(method, "branch/nowhere", "{}")
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
  }

  /** The vectors of spec 01 §1.6. */
  @Test
  void theTagIsThatOfTheContract() {
    assertThat(ETag.of("default/default", "feat", "4").value())
        .isEqualTo("\"462de82b428565ec2682360d84a51c805f93c942970f89446b65ae6122ae1bfa\"");
    assertThat(ETag.of("default/default", "feat", "7").value())
        .isEqualTo("\"42bc2cd4a1fcf5b63c0623088930f0a6fa04f39fbdf1f94c99f018c71e8aee27\"");
  }
}
