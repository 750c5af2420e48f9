package dev.docstore.cli.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
  @TempDir Path root;

  private void config(String directory) throws IOException {
    Files.createDirectories(root.resolve(directory));
    Files.writeString(root.resolve(directory).resolve("config.json"), "{}");
  }

  @Test
  void prefersTheNewDirectory() throws IOException {
    assertThat(Layout.of(root)).isEqualTo(Layout.DS);
    config(".docstore");
    assertThat(Layout.of(root)).isEqualTo(Layout.DOCSTORE);
    config(".ds");
    assertThat(Layout.of(root)).isEqualTo(Layout.DS);
  }

  @Test
  void ownsExactlyItsOwnFiles() {
    assertThat(
            new String[] {
              ".ds",
              ".ds/config.json",
              ".ds/any/thing",
              ".DS/state.json",
              ".docstore/config.json",
              ".docstore/state.json",
              ".docstore/ds.lock",
              ".docstore/.ds-tmp/part-1"
            })
        .allMatch(Layout::isOwn);
    assertThat(
            new String[] {
              ".dsfoo",
              ".docstore/ci.yaml",
              ".docstore/policy/a.rego",
              ".docstorefoo",
              "a/.ds/config.json",
              ".docstore"
            })
        .noneMatch(Layout::isOwn);
  }
}
