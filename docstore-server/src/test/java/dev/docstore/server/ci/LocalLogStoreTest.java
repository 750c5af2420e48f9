package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLogStoreTest extends LogStoreContract {
  @TempDir Path folder;

  @Override
  LogStore store() {
    return new LocalLogStore(folder);
  }

  @Override
  String address() {
    return "file://" + folder + "/";
  }

  @Test
  void leavesNothingButTheLogWhichEverybodyMayRead() throws IOException {
    store().put(KEY, new byte[] {'x'});

    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .singleElement()
          .satisfies(
              only -> {
                assertThat(only).hasFileName("ci_build.log");
                assertThat(Files.getPosixFilePermissions(only))
                    .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
              });
    }
  }

  @Test
  void neverLeavesItsFolder() throws IOException {
    LogKey outside = new LogKey("../../etc", "..", 1, "passwd");

    assertThat(store().open(outside)).isEmpty();
    assertThatThrownBy(() -> store().put(outside, new byte[0])).isInstanceOf(IOException.class);
  }
}
