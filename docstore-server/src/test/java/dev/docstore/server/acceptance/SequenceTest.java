package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Parallel;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.vcs.SuspiciousClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Sequences under load: no gaps, visible in order, and never another state (page 00 B16). */
class SequenceTest {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 12;

  private final TestRepo repo = TestRepo.newOn(TestServer.shared());
  private final AtomicInteger writing = new AtomicInteger(WRITERS);

  @Test
  void refusalsAndDryRunsTakeNoSequenceAndAReaderSeesThemInOrder() throws Exception {
    repo.commit("main", "shared", "0");
    repo.fork("conflicting");
    repo.commit("conflicting", "shared", "branch");
    repo.commit("main", "shared", "main");
    repo.fork("dry");
    repo.commit("dry", "own", "1");
    int before = 4;

    List<List<Long>> results =
        Parallel.together(WRITERS + 1, i -> i < WRITERS ? write(i) : read(before));

    List<Long> taken = results.subList(0, WRITERS).stream().flatMap(List::stream).sorted().toList();
    assertThat(taken)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(before + 1, before + WRITERS * ROUNDS).boxed().toList());
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(before + WRITERS * ROUNDS);
    assertThat(results.get(WRITERS)).isNotEmpty().isSorted();
  }

  /** Between two commits, everything that must not count. */
  private List<Long> write(int writer) {
    List<Long> sequences = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      sequences.add(repo.commit(round % 2 == 0 ? "main" : "dry", "w" + writer, "round " + round));
      refuse(round);
    }
    writing.decrementAndGet();
    return sequences;
  }

  private void refuse(int round) {
    switch (round % 5) {
      case 0 -> repo.merge("conflicting").expect(409);
      case 1 -> repo.rebase("conflicting").expect(409);
      case 2 -> repo.post("commit", TestRepo.commitBody("nowhere", "a", "1")).expect(404);
      case 3 ->
          repo.send("POST", "commit", TestRepo.commitBody("main", "a", "1"), "If-Match", "\"x\"")
              .expect(412);
      default ->
          assertThat(repo.post("merge", "{\"branch\":\"dry\",\"dry_run\":true}").status())
              .isIn(200, 409);
    }
  }

  /** The heads that a reader sees; at each, the history up to it is whole and stays as it was. */
  private List<Long> read(int before) {
    List<Long> heads = new ArrayList<>();
    String history = chain(before);
    long seen = before;
    do {
      long head = head();
      assertThat(chain(seen)).as("what was seen at %d", seen).isEqualTo(history);
      history = chain(head);
      seen = head;
      heads.add(head);
    } while (writing.get() > 0);
    return heads;
  }

  private long head() {
    Answer answer = repo.get("chain?from=1&to=" + Long.MAX_VALUE).expect(200);
    long[] sequences =
        answer.json().valueStream().mapToLong(entry -> entry.get("sequence").asLong()).toArray();
    assertThat(sequences).isEqualTo(LongStream.rangeClosed(1, sequences.length).toArray());
    return sequences.length;
  }

  /** The history up to there, with the trees that it ends in. */
  private String chain(long to) {
    return repo.get("chain?from=1&to=" + to).expect(200).text()
        + repo.get("tree?limit=1000&at=" + to).expect(200).text()
        + repo.get("tree?limit=1000&branch=dry&at=" + to).expect(200).text();
  }
}
