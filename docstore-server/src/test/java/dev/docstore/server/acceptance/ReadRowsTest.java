package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows 24 to 26 of spec 01 §19: trees. */
class ReadRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void row24ATreeIsReadInPages() {
    repo.commit("main", "b", "1", "a", "1", "Z", "1", "a/b", "1", "a-b", "1");
    assertThat(repo.paths("")).as("by bytes").containsExactly("Z", "a", "a-b", "a/b", "b");
    assertThat(repo.paths("limit=1")).containsExactly("Z");
    assertThat(repo.paths("limit=1&after=Z")).containsExactly("a");
    assertThat(repo.paths("limit=2&after=a")).containsExactly("a-b", "a/b");
    assertThat(repo.paths("after=b")).isEmpty();
    assertThat(repo.paths("after=zzz")).isEmpty();
    for (String limit : new String[] {"0", "-1", "x", "9223372036854775808"}) {
      repo.get("tree?limit=" + limit).expectError(400, "BAD_REQUEST", "invalid 'limit' parameter");
    }
  }

  @Test
  void row25ATreeIsReadAtAReleaseOrASequence() {
    repo.commit("main", "a", "1");
    repo.post("releases", "{\"name\":\"v1.0\"}").expect(201);
    repo.commit("main", "b", "2");
    assertThat(repo.paths("at=v1.0")).containsExactly("a");
    assertThat(repo.paths("at=1")).containsExactly("a");
    assertThat(repo.paths("at=%2B01")).containsExactly("a");
    assertThat(repo.paths("at=99")).containsExactly("a", "b");
    assertThat(repo.paths("at=0")).isEmpty();
    assertThat(repo.paths("at=-5")).isEmpty();
    for (String endpoint : new String[] {"tree", "file/a"}) {
      repo.get(endpoint + "?at=nope&branch=nowhere")
          .expectError(
              400, "BAD_REQUEST", "invalid 'at' parameter: not a sequence number or release name");
    }
  }

  @Test
  void row26ABranchShowsMainAsItWasAtTheFork() {
    repo.commit("main", "a", "1");
    repo.commit("main", "b", "2");
    repo.fork("b");
    repo.commit("main", "later", "3", "a", "3");
    repo.commit("b", "own", "4", "b", null);
    assertThat(repo.paths("branch=b")).containsExactly("a", "own");
    assertThat(repo.text("a", "branch=b")).isEqualTo("1");
    repo.get("file/later?branch=b").expectError(404, "NOT_FOUND", "file not found");
    repo.get("file/b?branch=b").expectError(404, "NOT_FOUND", "file not found");
    assertThat(repo.paths("branch=b&at=1")).containsExactly("a");
    assertThat(repo.paths("branch=b&at=2")).containsExactly("a", "b");
    assertThat(repo.paths("branch=nowhere")).isEmpty();
    repo.get("file/a?branch=nowhere").expectError(404, "NOT_FOUND", "file not found");
  }
}
