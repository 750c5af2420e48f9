package dev.docstore.cli.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafePathTest {
  private final Path root = Path.of("workspace").toAbsolutePath();

  @Test
  void letsPathsInsideThrough() {
    for (String path : List.of("a", "a/b.txt", ".docstore/ci.yaml", "..a", "a../b")) {
      assertThat(SafePath.problem(root, path)).isEmpty();
    }
  }

  @Test
  void refusesPathsThatLeadOut() {
    for (String path :
        List.of("", "..", "../a", "a/../../b", "/etc/passwd", "a//b", "a/./b", "a/")) {
      assertThat(SafePath.problem(root, path)).contains("it does not stay inside the workspace");
    }
  }

  @Test
  void refusesNamesThatThisSystemCannotHold() {
    assertThat(SafePath.problem(root, "a\0b")).contains("this system cannot hold such a name");
    assertThat(SafePath.problem(root, "dir/" + "x".repeat(256)))
        .contains("a name in it is too long for this file system");
  }
}
