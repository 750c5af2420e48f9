package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.FilePath;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private final TestServer server = TestServer.shared();
  private final String repo = server.newRepo();
  private final Api admin = server.api();

  private Answer commit(Api api, String key, String path) {
    return api.send(
        "POST",
        "/repos/" + repo + "/-/commit",
        "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"%s\",\"content\":\"\"}]}"
            .formatted(path),
        "Idempotency-Key",
        key);
  }

  private long head() {
    return admin.get("/repos/" + repo + "/-/branch/main").json().get("head_sequence").asLong();
  }

  @Test
  void answersARepeatedCommitWithTheFirstAnswerAndDoesNothing() {
    Answer first = commit(admin, "k1", "a").expect(201);
    Answer second = commit(admin, "k1", "a").expect(201);

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(head()).isEqualTo(1);
  }

  @Test
  void refusesAKeyThatWasUsedForSomethingElse() {
    commit(admin, "k1", "a").expect(201);

    commit(admin, "k1", "b").expect(422);
    assertThat(commit(admin, "k1", "b").json().get("code").asString())
        .isEqualTo("IDEMPOTENCY_MISMATCH");
    assertThat(head()).isEqualTo(1);
  }

  @Test
  void keepsTheKeysOfDifferentCallersApart() {
    admin
        .send("PUT", "/repos/" + repo + "/-/roles/m@example.com", "{\"role\":\"maintainer\"}")
        .expect(200);
    commit(admin, "k1", "a").expect(201);
    commit(server.as("m@example.com"), "k1", "a").expect(201);

    assertThat(head()).isEqualTo(2);
  }

  @Test
  void forgetsARefusal() {
    commit(admin, "k1", "/bad").expect(400);
    commit(admin, "k1", "good").expect(201);
  }

  @Test
  void refusesAKeyThatIsTooLong() {
    commit(admin, "k".repeat(129), "a").expect(400);
    commit(admin, "k".repeat(128), "a").expect(201);
  }

  @Test
  void mergesAndRebasesOnce() {
    commit(admin, "seed", "a").expect(201);
    admin.post("/repos/" + repo + "/-/branch", "{\"name\":\"b\"}").expect(201);
    admin.commit(repo, "b", "x", "x");
    commit(admin, "moves-main", "c").expect(201);
    String branch = "{\"branch\":\"b\"}";
    Answer rebased = send("rebase", branch);
    Answer merged = send("merge", branch);

    assertThat(send("rebase", branch).text()).isEqualTo(rebased.expect(200).text());
    assertThat(send("merge", branch).text()).isEqualTo(merged.expect(200).text());
    assertThat(head()).isEqualTo(5);
  }

  private Answer send(String endpoint, String body) {
    return admin.send("POST", "/repos/" + repo + "/-/" + endpoint, body, "Idempotency-Key", "same");
  }

  @Test
  void givesARepeatWithinOneGroupTheAnswerOfTheFirst() {
    long repoId = server.bean(Snapshots.class).repoId(repo).orElseThrow();

    List<CommitOutcome> outcomes =
        server
            .bean(CommitGroup.class)
            .commit(
                List.of(
                    order(repoId, "a", "k1"),
                    order(repoId, "a", "k1"),
                    order(repoId, "b", "k1"),
                    order(repoId, "c", null)));

    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            CommitOutcome.Refused.class,
            refused ->
                assertThat(refused.reason().code()).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH));
    assertThat(outcomes.get(3)).isInstanceOf(CommitOutcome.Committed.class);
    assertThat(head()).isEqualTo(2);
  }

  private static CommitOrder order(long repoId, String path, @Nullable String key) {
    return new CommitOrder(
        repoId,
        BranchName.MAIN,
        "m",
        TestServer.ADMIN,
        List.of(new Change.Delete(new FilePath(path))),
        null,
        RequestKey.of(TestServer.ADMIN, "commit", key, path));
  }
}
