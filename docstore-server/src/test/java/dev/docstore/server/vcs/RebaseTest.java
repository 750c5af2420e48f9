package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spec 01 §12; page 00 B2, B10. */
class RebaseTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void nothingHappensWhenMainHasNotMoved() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "x", "1");
    List<String> events = Events.types(SERVER, repo.name());
    assertThat(repo.rebase("b").expect(200).text())
        .isEqualTo("{\"base_sequence\":1,\"head_sequence\":2,\"commits_replayed\":0}\n");
    assertThat(Events.types(SERVER, repo.name())).isEqualTo(events);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(2);
  }

  @Test
  void theAuthorStaysWhoeverRebases() {
    Api writer = SERVER.as("writer@example.com");
    repo.send("PUT", "roles/writer@example.com", "{\"role\":\"writer\"}").expect(200);
    repo.fork("b");
    repo.via(writer).commit("b", "x", "1");
    repo.commit("main", "a", "1");
    repo.rebase("b").expect(200);
    assertThat(repo.get("commit/3").json().get("author").asString())
        .isEqualTo("writer@example.com");
    SuspiciousClient.verify(repo);
  }

  @Test
  void thePastOfABranchStaysAsItWas() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "b", "2", "doomed", "2");
    repo.commit("main", "c", "3");
    repo.commit("b", "doomed", null);
    assertThat(repo.paths("branch=b&at=3")).containsExactly("a", "b", "doomed");
    repo.rebase("b").expect(200);
    repo.commit("main", "d", "7");
    repo.rebase("b").expect(200);
    assertThat(repo.paths("branch=b&at=1")).containsExactly("a");
    assertThat(repo.paths("branch=b&at=2")).containsExactly("a", "b", "doomed");
    assertThat(repo.paths("branch=b&at=3")).containsExactly("a", "b", "doomed");
    assertThat(repo.paths("branch=b&at=4")).containsExactly("a", "b");
    assertThat(repo.paths("branch=b&at=5")).containsExactly("a", "b", "c", "doomed");
    assertThat(repo.paths("branch=b&at=6")).containsExactly("a", "b", "c");
    assertThat(repo.paths("branch=b")).containsExactly("a", "b", "c", "d");
    assertThat(repo.text("doomed", "branch=b&at=3")).isEqualTo("2");
    repo.get("file/doomed?branch=b").expect(404);
  }

  @Test
  void aBranchThatMovedBeforeItsFirstCommitKeepsThatBase() {
    repo.fork("b");
    repo.commit("main", "a", "1");
    repo.rebase("b").expect(200);
    repo.commit("b", "own", "2");
    repo.rebase("b").expect(200);
    repo.commit("main", "c", "3");
    repo.rebase("b").expect(200);
    assertThat(repo.paths("branch=b&at=2")).containsExactly("a", "own");
    assertThat(repo.paths("branch=b")).containsExactly("a", "c", "own");
  }

  @Test
  void whatMainDeletesLaterIsNotHiddenByAReplay() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "x", "1");
    repo.commit("main", "a", "2");
    repo.rebase("b").expect(200);
    repo.commit("main", "a", null);
    repo.rebase("b").expect(200);
    assertThat(repo.paths("branch=b")).containsExactly("x");
  }
}
