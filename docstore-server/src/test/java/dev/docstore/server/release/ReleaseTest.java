package dev.docstore.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Spec 01 §15. */
class ReleaseTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  private JsonNode create(String body) {
    return repo.post("releases", body).expect(201).json();
  }

  @Test
  void anEmptyReposHeadIsZero() {
    assertThat(create("{\"name\":\"v0\"}").get("sequence").asLong()).isZero();
    assertThat(repo.paths("at=v0")).isEmpty();
  }

  @Test
  void aReleaseCanBeRemoved() {
    create("{\"name\":\"v1\"}");
    repo.delete("releases/v1").expect(204);
    repo.delete("releases/v1").expectError(404, "RELEASE_NOT_FOUND", "release not found");
    repo.get("releases/v1").expectError(404, "RELEASE_NOT_FOUND", "release not found");
    assertThat(Events.types(SERVER, repo.name()))
        .containsExactly("repo.created", "release.created", "release.deleted");
    assertThat(Events.last(SERVER, repo.name(), "release.deleted").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"name\":\"v1\",\"deleted_by\":\"%s\"}"
                .formatted(repo.name(), TestServer.ADMIN));
    create("{\"name\":\"v1\"}");
  }
}
