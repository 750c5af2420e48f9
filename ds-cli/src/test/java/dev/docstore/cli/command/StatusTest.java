package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.cli.TestDs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class StatusTest extends WorkspaceTest {
  @Test
  void saysWhenNothingChanged() {
    assertThat(ds.run("status").done()).isEqualTo("On branch main\nNo changes\n");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void listsNewModifiedAndDeletedFilesByPath() throws IOException {
    ds.write("README.md", "changed");
    Files.delete(ds.file("src/a.txt"));
    ds.write("z.txt", "z");
    ds.write("deep/er/b.txt", "b");
    assertThat(ds.run("status").done())
        .isEqualTo(
            """
            On branch main

            Changes:
              new:      deep/er/b.txt
              new:      z.txt
              modified: README.md
              deleted:  src/a.txt
            """);
  }

  @Test
  void countsAChangedExecutableBitAsAChange() throws IOException {
    Files.setPosixFilePermissions(
        ds.file("README.md"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(ds.run("status").done()).contains("  modified: README.md\n");
  }

  @Test
  void leavesOutWhatIsIgnoredUnlessItIsTracked() {
    ds.write(".docstoreignore", "*.log\nbuild/\n/src/*.txt\n");
    ds.write("x.log", "x");
    ds.write("build/out.bin", "x");
    ds.write("src/new.txt", "x");
    ds.write(".git/config", "x");
    ds.write("src/a.txt", "changed");
    assertThat(ds.run("status").done())
        .isEqualTo(
            """
            On branch main

            Changes:
              new:      .docstoreignore
              modified: src/a.txt
            """);
  }

  @Test
  void refusesSymbolicLinksUnlessTheyAreIgnored() throws IOException {
    Files.createSymbolicLink(ds.file("link"), Path.of("README.md"));
    TestDs.Outcome outcome = ds.run("status");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEqualTo("On branch main\n");
    assertThat(outcome.err())
        .isEqualTo(
            "error: scanning directory: link is a symbolic link, which cannot be versioned; remove"
                + " it or name it in .docstoreignore\n");
    ds.write(".docstoreignore", "link\n");
    assertThat(ds.run("status").done()).doesNotContain("link\n");
  }

  @Test
  void tellsScriptsTheSameAsJson() {
    ds.write("z.txt", "z");
    assertThat(ds.run("status", "--json").done())
        .isEqualTo(
            "{\"branch\":\"main\",\"sequence\":1,\"added\":[\"z.txt\"],\"modified\":[],"
                + "\"deleted\":[]}\n");
  }

  @Test
  void needsAWorkspace() {
    TestDs.Outcome outcome = new TestDs(directory.resolve("src")).run("status");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: not a docstore workspace (run 'ds init' first)\n");
  }

  @Test
  void reportsFilesOfItsOwnThatAreNoJson() {
    ds.write(".ds/state.json", "{nonsense");
    assertThat(ds.run("status").err()).startsWith("error: corrupt state: ");
    ds.write(".ds/config.json", "{nonsense");
    assertThat(ds.run("status").err()).startsWith("error: corrupt config: ");
  }

  @Test
  void worksInAWorkspaceOfAnOlderClient() throws IOException {
    Files.createDirectories(ds.file(".docstore"));
    Files.move(ds.file(".ds/config.json"), ds.file(".docstore/config.json"));
    Files.move(ds.file(".ds/state.json"), ds.file(".docstore/state.json"));
    ds.write(".docstore/ci.yaml", "checks: []");
    assertThat(ds.run("status").done())
        .isEqualTo("On branch main\n\nChanges:\n  new:      .docstore/ci.yaml\n");
    ds.run("commit", "-m", "ci").done();
    assertThat(ds.read(".docstore/state.json")).contains("\".docstore/ci.yaml\"");
  }

  @Test
  void escapesControlCharactersInFileNames() {
    ds.write("a\u001b[31mb", "x");
    assertThat(ds.run("status").done()).contains("  new:      a\\x1b[31mb\n");
  }
}
