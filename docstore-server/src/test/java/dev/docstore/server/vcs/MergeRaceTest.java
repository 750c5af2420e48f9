package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Page 00 B1: a merge joins the heads that it finds, not those it saw before. */
class MergeRaceTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final int BRANCHES = 16;

  private static String text(int changed) {
    return IntStream.range(0, BRANCHES)
        .mapToObj(i -> (i == changed || changed < 0 ? "changed " : "line ") + i + "\n-\n")
        .collect(Collectors.joining());
  }

  @Test
  void mergesThatRunTogetherLoseNoLine() throws Exception {
    TestRepo repo = TestRepo.newOn(SERVER);
    repo.commit("main", "f", text(BRANCHES));
    for (int i = 0; i < BRANCHES; i++) {
      repo.fork("b" + i);
      repo.commit("b" + i, "f", text(i));
    }
    List<Future<Answer>> merges = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < BRANCHES; i++) {
        String branch = "b" + i;
        merges.add(threads.submit(() -> repo.merge(branch)));
      }
    }
    for (Future<Answer> merge : merges) {
      merge.get().expect(200);
    }
    assertThat(repo.text("f", "branch=main")).isEqualTo(text(-1));
    SuspiciousClient.verify(repo);
  }

  @Test
  void ofMergesThatClashOneWins() throws Exception {
    TestRepo repo = TestRepo.newOn(SERVER);
    repo.commit("main", "f", "base");
    List<Future<Answer>> merges = new ArrayList<>();
    for (int i = 0; i < BRANCHES; i++) {
      repo.fork("b" + i);
      repo.commit("b" + i, "f", "branch " + i);
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < BRANCHES; i++) {
        String branch = "b" + i;
        merges.add(threads.submit(() -> repo.merge(branch)));
      }
    }
    int merged = 0;
    for (Future<Answer> merge : merges) {
      merged += merge.get().status() == 200 ? 1 : 0;
    }
    assertThat(merged).isEqualTo(1);
  }
}
