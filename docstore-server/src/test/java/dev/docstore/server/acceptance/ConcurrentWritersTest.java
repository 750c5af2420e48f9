package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.Parallel;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.vcs.SuspiciousClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code If-Match} and {@code Idempotency-Key} among many writers (page 00 B3, B13). */
class ConcurrentWritersTest {
  private static final int WRITERS = 16;
  private static final String BRANCH = "{\"branch\":\"b\"}";

  private TestRepo repo;

  /** A branch with a commit, and a main that has moved since. */
  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(TestServer.shared());
    repo.fork("b");
    repo.commit("b", "own", "1");
    repo.commit("main", "other", "1");
  }

  private static List<Integer> statuses(List<Answer> answers) {
    return answers.stream().map(Answer::status).toList();
  }

  @Test
  void ofManyCommitsThatExpectTheSameHeadOneWins() throws Exception {
    String seen = repo.etag("b");

    List<Answer> answers =
        Parallel.together(
            WRITERS,
            i ->
                repo.send(
                    "POST", "commit", TestRepo.commitBody("b", "f" + i, "x"), "If-Match", seen));

    assertThat(statuses(answers))
        .containsOnlyOnce(201)
        .filteredOn(status -> status == 412)
        .hasSize(WRITERS - 1);
    assertThat(repo.paths("branch=b")).hasSize(2);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(3);
  }

  @Test
  void ofManyMergesOneWins() throws Exception {
    String seen = repo.etag("b");

    List<Answer> answers =
        Parallel.together(WRITERS, _ -> repo.send("POST", "merge", BRANCH, "If-Match", seen));

    assertThat(statuses(answers))
        .containsOnlyOnce(200)
        .filteredOn(status -> status == 409)
        .hasSize(WRITERS - 1);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(3);
  }

  @Test
  void ofManyRebasesOneWins() throws Exception {
    String seen = repo.etag("b");

    List<Answer> answers =
        Parallel.together(WRITERS, _ -> repo.send("POST", "rebase", BRANCH, "If-Match", seen));

    assertThat(statuses(answers))
        .containsOnlyOnce(200)
        .filteredOn(status -> status == 412)
        .hasSize(WRITERS - 1);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(3);
  }

  /** Each of the four leaves a branch on which no other holds. */
  @RepeatedTest(4)
  void ofCommitsMergesRebasesAndDeletionsThatExpectTheSameHeadOneWins() throws Exception {
    String seen = repo.etag("b");

    List<Answer> answers =
        Parallel.together(
            WRITERS,
            i ->
                switch (i % 4) {
                  case 0 ->
                      repo.send(
                          "POST",
                          "commit",
                          TestRepo.commitBody("b", "f" + i, "x"),
                          "If-Match",
                          seen);
                  case 1 -> repo.send("POST", "merge", BRANCH, "If-Match", seen);
                  case 2 -> repo.send("POST", "rebase", BRANCH, "If-Match", seen);
                  default -> repo.delete("branch/b", "If-Match", seen);
                });

    assertThat(statuses(answers).stream().filter(status -> status < 300)).hasSize(1);
    assertThat(statuses(answers).stream().filter(status -> status >= 300))
        .allMatch(status -> status == 409 || status == 412);
    SuspiciousClient.verify(repo);
  }

  /** A flag is set on the head that was seen, or not at all. */
  @RepeatedTest(4)
  void aFlagIsNeverSetOnAnotherHead() throws Exception {
    String seen = repo.etag("b");

    List<Answer> answers =
        Parallel.together(
            2,
            i ->
                i == 0
                    ? repo.send(
                        "POST", "commit", TestRepo.commitBody("b", "f", "x"), "If-Match", seen)
                    : repo.send("PATCH", "branch/b", "{\"draft\":true}", "If-Match", seen));

    answers.get(0).expect(201);
    assertThat(answers.get(1).status()).isIn(200, 412);
    assertThat(repo.branch("b").get("draft").asBoolean()).isEqualTo(answers.get(1).status() == 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit", "merge", "rebase"})
  void repeatsUnderOneKeyAreOneRequest(String endpoint) throws Exception {
    String body = endpoint.equals("commit") ? TestRepo.commitBody("b", "f", "x") : BRANCH;

    List<Answer> answers =
        Parallel.together(
            WRITERS, _ -> repo.send("POST", endpoint, body, "Idempotency-Key", "once"));

    Set<String> texts = answers.stream().map(Answer::text).collect(Collectors.toSet());
    assertThat(texts).hasSize(1);
    assertThat(statuses(answers)).containsOnly(endpoint.equals("commit") ? 201 : 200);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(3);
  }

  @Test
  void aCheckThatIsReportedAgainUnderItsKeyIsOneReport() throws Exception {
    String check = "{\"branch\":\"b\",\"check_name\":\"build\",\"status\":\"%s\"}";

    List<Answer> answers =
        Parallel.together(
            WRITERS,
            _ -> repo.send("POST", "check", check.formatted("passed"), "Idempotency-Key", "once"));

    assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
    assertThat(statuses(answers)).containsOnly(201);
    assertThat(repo.get("branch/b/checks?history=true").json()).hasSize(1);
    assertThat(Events.types(TestServer.shared(), repo.name())).containsOnlyOnce("check.reported");
    repo.post("check", check.formatted("failed")).expect(201);
    repo.send("POST", "check", check.formatted("passed"), "Idempotency-Key", "once").expect(201);
    assertThat(repo.get("branch/b/checks").json().at("/0/status").asString()).isEqualTo("failed");
    repo.send("POST", "check", check.formatted("pending"), "Idempotency-Key", "once").expect(422);
  }

  /** The same key with other bodies: one of them is the request, the others are refused. */
  @Test
  void oneKeyIsOneRequestWhateverTheOthersSay() throws Exception {
    List<Answer> answers =
        Parallel.together(
            WRITERS,
            i ->
                repo.send(
                    "POST",
                    "commit",
                    TestRepo.commitBody("b", "f" + i, "x"),
                    "Idempotency-Key",
                    "once"));

    assertThat(statuses(answers))
        .containsOnlyOnce(201)
        .filteredOn(status -> status == 422)
        .hasSize(WRITERS - 1);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(3);
  }
}
