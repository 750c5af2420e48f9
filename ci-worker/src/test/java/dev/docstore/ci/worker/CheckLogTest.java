package dev.docstore.ci.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.ci.worker.RevealSecrets.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:20:30.5Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private CheckLog open(String secret) {
    Secrets secrets = new Secrets(Map.of("A", secret.getBytes(StandardCharsets.UTF_8)));
    return CheckLog.open(directory, "ci/build/x", new Scrubber(secrets), CLOCK);
  }

  @Test
  void growsLineByLineWithTimes() throws IOException {
    try (CheckLog log = open("swordfish")) {
      log.line("first swordfish");
      assertThat(directory.resolve("ci_build_x.log"))
          .hasContent("2026-11-23T10:20:30.500Z first ***\n");
      log.last("passed");
    }
    assertThat(Files.readString(directory.resolve("ci_build_x.log")))
        .endsWith("\n2026-11-23T10:20:30.500Z passed\n");
  }

  @Test
  void cutsALongLineWithoutLeavingPartOfASecret() throws IOException {
    String secret = "s".repeat(20) + "x".repeat(1000);
    try (CheckLog log = open(secret)) {
      log.line("a".repeat(64 * 1024 - 10) + secret + "b".repeat(1000));
    }
    assertThat(Files.readString(directory.resolve("ci_build_x.log")))
        .endsWith("a***bbbbbbb [line cut]\n")
        .doesNotContain("sss");
  }

  @Test
  void isBoundedButKeepsTheVerdict() throws IOException {
    try (CheckLog log = open("swordfish")) {
      for (int i = 0; i < 300; i++) {
        log.line("x".repeat(60_000));
      }
      log.last("failed: step 1 of 1 ended with exit code 1: yes");
    }
    assertThat(Files.size(directory.resolve("ci_build_x.log"))).isBetween(10_000_000L, 11_000_000L);
    assertThat(Files.readString(directory.resolve("ci_build_x.log")))
        .endsWith(
            """
            Z [the log is full; what follows is not kept]
            2026-11-23T10:20:30.500Z failed: step 1 of 1 ended with exit code 1: yes
            """);
  }
}
