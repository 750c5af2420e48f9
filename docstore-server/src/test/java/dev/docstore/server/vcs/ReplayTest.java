package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Page 00 B2, H6: what each commit of a branch becomes on a new base. */
class ReplayTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String TEXT = "one\ntwo\nthree\nfour\nfive\n";
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    repo.commit("main", "f", TEXT);
    repo.fork("b");
  }

  private List<String> messages() {
    return repo.get("commits?branch=b")
        .json()
        .valueStream()
        .filter(c -> c.get("branch").asString().equals("b"))
        .map(c -> c.get("message").asString())
        .toList();
  }

  @Test
  void everyCommitIsMergedLineByLine() {
    repo.commit("b", "f", TEXT.replace("one", "1"));
    repo.commit("b", "f", TEXT.replace("one", "1").replace("three", "3"));
    repo.commit("main", "f", TEXT.replace("five", "5"));
    assertThat(repo.rebase("b").expect(200).json().get("commits_replayed").asInt()).isEqualTo(2);
    assertThat(repo.text("f", "branch=b&at=5")).isEqualTo("1\ntwo\nthree\nfour\n5\n");
    assertThat(repo.text("f", "branch=b")).isEqualTo("1\ntwo\n3\nfour\n5\n");
    assertThat(repo.text("f", "branch=b&at=3")).as("the past stays").contains("five");
    SuspiciousClient.verify(repo);
  }

  @Test
  void aConflictInBetweenKeepsMainsSide() {
    repo.commit("b", "f", TEXT.replace("five", "V"));
    repo.commit("b", "f", TEXT.replace("one", "1"));
    repo.commit("main", "f", TEXT.replace("five", "5"));
    repo.rebase("b").expect(200);
    assertThat(repo.text("f", "branch=b&at=5")).isEqualTo(TEXT.replace("five", "5"));
    assertThat(repo.text("f", "branch=b")).isEqualTo("1\ntwo\nthree\nfour\n5\n");
  }

  @Test
  void resolutionsApplyToTheLastReplay() {
    repo.commit("b", "f", TEXT.replace("five", "V"));
    repo.commit("b", "other", "x");
    repo.commit("main", "f", TEXT.replace("five", "5"));
    repo.post(
            "rebase",
            "{\"branch\":\"b\",\"resolutions\":[{\"path\":\"f\",\"content\":\"%s\"}]}"
                .formatted(Api.base64("resolved")))
        .expect(200);
    assertThat(repo.text("f", "branch=b&at=5")).isEqualTo(TEXT.replace("five", "5"));
    assertThat(repo.text("f", "branch=b&at=6")).isEqualTo("resolved");
    assertThat(repo.get("commit/5").json().get("files")).hasSize(1);
    assertThat(repo.get("commit/6").json().get("files")).hasSize(2);
    repo.merge("b").expect(200);
    assertThat(repo.text("f", "branch=main")).isEqualTo("resolved");
    SuspiciousClient.verify(repo);
  }

  @Test
  void rebasingAgainReplaysEveryCommitOnce() {
    repo.commit("b", "x", "1");
    repo.commit("main", "m", "1");
    repo.commit("b", "y", "1");
    repo.rebase("b").expect(200);
    repo.commit("main", "m", "2");
    assertThat(repo.rebase("b").expect(200).json().get("commits_replayed").asInt()).isEqualTo(2);
    repo.commit("b", "z", "1");
    repo.commit("main", "m", "3");
    assertThat(repo.rebase("b").expect(200).json().get("commits_replayed").asInt()).isEqualTo(3);
    assertThat(messages().subList(0, 3))
        .containsExactly(
            "rebase: replay sequence 10", "rebase: replay sequence 9", "rebase: replay sequence 8");
    assertThat(repo.paths("branch=b")).containsExactly("f", "m", "x", "y", "z");
    SuspiciousClient.verify(repo);
  }

  @Test
  void theResolverIsTheCommitterAndNotTheAuthor() {
    Api writer = SERVER.as("author@example.com");
    repo.send("PUT", "roles/author@example.com", "{\"role\":\"writer\"}").expect(200);
    repo.via(writer).commit("b", "f", TEXT.replace("one", "1"));
    repo.commit("main", "f", TEXT.replace("one", "I"));
    repo.post("rebase", "{\"branch\":\"b\",\"resolutions\":[{\"path\":\"f\",\"take\":\"branch\"}]}")
        .expect(200);
    assertThat(repo.get("commit/4").json().get("author").asString())
        .isEqualTo("author@example.com");
    long repoId = SERVER.bean(Snapshots.class).repoId(repo.name()).orElseThrow();
    BranchQueries queries = SERVER.bean(BranchQueries.class);
    BranchQueries.BranchRow branch = queries.find(repoId, "b").orElseThrow();
    assertThat(queries.hasCommitsOf(repoId, branch, "author@example.com")).isTrue();
    assertThat(queries.hasCommitsOf(repoId, branch, TestServer.ADMIN)).isTrue();
    assertThat(queries.hasCommitsOf(repoId, branch, "stranger@example.com")).isFalse();
  }
}
