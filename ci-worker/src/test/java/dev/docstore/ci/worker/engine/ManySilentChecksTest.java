package dev.docstore.ci.worker.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.ciyaml.Dockerfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManySilentChecksTest {
  @TempDir Path directory;

  @Test
  void leaveThreadsForOthersAndEndTogether() throws Exception {
    Files.createDirectories(directory.resolve("context/src"));
    Check check = Check.of("c", "x", List.of("sleep 100000 & sleep 100000"));
    List<Thread> checks = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 2; i++) {
      Path scratch = Files.createDirectories(directory.resolve("run-" + i));
      Build build =
          new Build(
              "silent-" + i + "-" + ProcessHandle.current().pid(),
              check,
              Dockerfile.of(check),
              directory.resolve("context"),
              scratch,
              Map.of());
      CompletableFuture<Void> begun = new CompletableFuture<>();
      checks.add(Thread.ofVirtual().start(() -> run(build, begun)));
      begun.get(20, SECONDS);
    }

    CompletableFuture<String> other = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> other.complete("ran"));
    assertThat(other.get(20, SECONDS)).isEqualTo("ran");

    checks.forEach(Thread::interrupt);
    for (Thread thread : checks) {
      assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }
  }

  private static void run(Build build, CompletableFuture<Void> begun) {
    try {
      new HostEngine(false).run(build, _ -> begun.complete(null));
    } catch (InterruptedException e) {
      // As the test ends.
    }
  }
}
