package dev.docstore.ci.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTarTest {
  @TempDir Path directory;

  private Path unpack(byte[] tar) throws IOException {
    Path target = Files.createDirectory(directory.resolve("target"));
    SourceTar.unpack(Files.write(directory.resolve("source.tar"), tar), target);
    return target;
  }

  @Test
  void keepsContentAndWhatIsExecutable() throws IOException {
    String longName = "deep/".repeat(40) + "ü.txt";
    Path target =
        unpack(
            new Tars()
                .file("a.txt", 0644, "text")
                .file("bin/run", 0755, "#!/bin/sh\n")
                .file("strange", 07777, "x")
                .directory("empty/")
                .file(longName, 0600, "long")
                .bytes());

    assertThat(target.resolve("a.txt")).hasContent("text");
    assertThat(Files.getPosixFilePermissions(target.resolve("a.txt")).toString())
        .doesNotContain("EXECUTE");
    assertThat(target.resolve("bin/run")).isExecutable();
    assertThat(target.resolve("strange")).isExecutable();
    assertThat(target.resolve("empty")).isDirectory();
    assertThat(target.resolve(longName)).hasContent("long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "..", "a/../../target2/x"})
  void refusesAPathThatLeadsOutside(String name) {
    byte[] tar = new Tars().file("first", 0644, "x").file(name, 0644, "evil").bytes();

    assertThatThrownBy(() -> unpack(tar))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads outside");
    assertThat(directory.resolve("evil")).doesNotExist();
  }

  @Test
  void refusesLinksAndDevices() {
    for (byte kind :
        new byte[] {
          TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO
        }) {
      byte[] tar = new Tars().link("way-out", kind, "/etc").file("way-out/x", 0644, "evil").bytes();
      assertThatThrownBy(
              () -> SourceTar.unpack(Files.write(directory.resolve("t"), tar), directory))
          .isInstanceOf(IOException.class)
          .hasMessage("entry \"way-out\" is neither a plain file nor a directory");
    }
  }

  @Test
  void refusesAFileTwice() {
    byte[] tar = new Tars().file("a", 0644, "1").file("a", 0644, "2").bytes();

    assertThatThrownBy(() -> unpack(tar)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesATruncatedArchive() {
    byte[] tar = new Tars().file("a", 0644, "x".repeat(5000)).bytes();

    assertThatThrownBy(() -> unpack(Arrays.copyOf(tar, 2000))).isInstanceOf(IOException.class);
  }
}
