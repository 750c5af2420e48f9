package dev.docstore.ci.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLogsTest {
  @TempDir Path directory;

  private static CiJob job(String repo, String branch) {
    return new CiJob(
        "id",
        repo,
        branch,
        42,
        JobStatus.CLAIMED,
        null,
        null,
        null,
        null,
        null,
        null,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        (short) 1,
        null);
  }

  private Path log(String text) throws IOException {
    return Files.writeString(directory.resolve("log"), text);
  }

  @Test
  void keepsALogUnderItsKeyAndReplacesAnEarlierOne() throws Exception {
    LogStore store = new LocalLogs(directory.resolve("root"), job("myorg/myrepo", "feature/x y#ü"));
    store.put("ci/build", log("first"));

    String url = store.put("ci/build", log("second"));

    Path kept = directory.resolve("root/myorg/myrepo/feature/x y#ü/42/ci_build.log");
    assertThat(url).isEqualTo("file://" + kept);
    assertThat(kept).hasContent("second");
    assertThat(kept.getParent()).isDirectoryContaining("glob:**/ci_build.log");
    assertThat(Files.getPosixFilePermissions(kept).toString()).contains("OTHERS_READ");
  }

  @Test
  void neverWritesOutsideItsRoot() throws IOException {
    Path log = log("x");

    for (CiJob job :
        new CiJob[] {job("../..", "main"), job("/etc", "x"), job("a/b", "../../../c")}) {
      LogStore store = new LocalLogs(directory.resolve("root"), job);
      assertThatThrownBy(() -> store.put("c", log))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("no log can be stored as ");
    }
  }
}
