package dev.docstore.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whether checks can run in containers here. */
final class Engine {
  private Engine() {}

  /**
   * Aborts the test where buildah is missing, and fails it where {@code DOCSTORE_REQUIRE_ENGINE=1}
   * says that it must not be.
   */
  static void requireContainers() {
    List<String> missing =
        List.of("buildah", "busybox").stream().filter(program -> !onPath(program)).toList();
    if ("1".equals(System.getenv("DOCSTORE_REQUIRE_ENGINE"))) {
      assertThat(missing).as("programs that are missing").isEmpty();
    }
    assumeTrue(missing.isEmpty(), () -> "no containers without " + missing);
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
