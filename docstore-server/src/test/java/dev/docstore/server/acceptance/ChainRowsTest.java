package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.vcs.SuspiciousClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rows 27 and 28 of spec 01 §19: the chain. */
class ChainRowsTest {
  private TestRepo repo;

  @BeforeEach
  void fourCommits() {
    repo = TestRepo.newOn(TestServer.shared());
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "b", "2", "a", null);
    repo.commit("main", "c", "3");
    repo.commit("b", "b", "4");
  }

  @Test
  void row27ReadsARange() {
    JsonNode chain = repo.get("chain?from=1&to=4").expect(200).json();
    assertThat(chain.valueStream().map(e -> e.get("sequence").asLong()))
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(chain.get(0).propertyNames())
        .containsExactly(
            "sequence", "branch", "author", "message", "created_at", "commit_hash", "files");
    assertThat(repo.get("chain?from=2&to=3").json()).hasSize(2);
    assertThat(repo.get("chain?from=-9&to=1").json()).hasSize(1);
    assertThat(repo.get("chain?from=100&to=200").expect(200).text()).isEqualTo("[]\n");
  }

  @Test
  void row27RefusesWhatIsNoRange() {
    String missing = "from and to query parameters are required";
    repo.get("chain?from=1").expectError(400, "BAD_REQUEST", missing);
    repo.get("chain?to=1").expectError(400, "BAD_REQUEST", missing);
    repo.get("chain?from=&to=1").expectError(400, "BAD_REQUEST", missing);
    repo.get("chain?from=x&to=1").expectError(400, "BAD_REQUEST", "invalid 'from' parameter");
    repo.get("chain?from=1&to=x").expectError(400, "BAD_REQUEST", "invalid 'to' parameter");
    repo.get("chain?from=2&to=1").expectError(400, "BAD_REQUEST", "'from' must be \\u003c= 'to'");
  }

  @Test
  void row28EveryHashCanBeRecomputed() {
    repo.rebase("b").expect(200);
    repo.merge("b").expect(200);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(7);
  }
}
