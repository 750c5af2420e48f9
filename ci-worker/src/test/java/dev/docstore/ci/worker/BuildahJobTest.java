package dev.docstore.ci.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.docstore.ci.worker.engine.BusyboxImage;
import dev.docstore.common.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole job whose checks run in containers. */
class BuildahJobTest {
  @TempDir Path directory;

  @Test
  void runsChecksInContainers() throws Exception {
    assumeTrue(BusyboxImage.canBeBuilt(), "needs buildah and busybox-static");
    String yaml =
        """
        checks:
        - name: ci/good
          image: %1$s
          env: {GREETING: hello}
          secrets: [TOKEN]
          steps:
          - echo $GREETING; cat /src/data.txt; ./tools/run.sh
          - cat /run/secrets/TOKEN
        - {name: ci/bad, image: %1$s, steps: ["true", "exit 9"]}
        - {name: ci/no-image, image: "127.0.0.1:1/none", steps: ["true"]}
        """
            .formatted(BusyboxImage.NAME);
    Map<String, String> secrets = Map.of("TOKEN", "swordfish");
    try (FakePlatform platform = new FakePlatform(yaml, Tars.source(), "fix", secrets);
        LogServer logServer = LogServer.start(0, false);
        Http http = new Http()) {
      String url = platform.url().toString();
      WorkerSettings settings =
          WorkerSettings.from(
              Settings.of(
                  new String[0],
                  Map.of(
                      "CI_SCHEDULER_URL",
                      url,
                      "DOCSTORE_URL",
                      url,
                      "DEV_CLAIM_TOKEN",
                      "claim-token",
                      "LOG_STORE",
                      "local",
                      "LOG_LOCAL_DIR",
                      directory.resolve("logs").toString())));
      Worker.Pace pace =
          new Worker.Pace(
              Duration.ofMillis(10), Duration.ofSeconds(30), new Retry(3, Duration.ofMillis(10)));
      new Worker(
              settings,
              BusyboxImage.engine(directory.resolve("buildah")),
              logServer,
              http,
              pace,
              Clock.systemUTC())
          .run();

      assertThat(platform.verdicts())
          .containsExactlyInAnyOrder("ci/good passed", "ci/bad failed", "ci/no-image failed");
    }
    Path logs = directory.resolve("logs/acme/app/fix/7");
    assertThat(Files.readString(logs.resolve("ci_good.log")))
        .containsSubsequence("Z hello\n", "Z from the source\n", "Z from the script\n", "Z ***\n")
        .doesNotContain("swordfish");
    assertThat(Files.readString(logs.resolve("ci_bad.log")))
        .endsWith("Z failed: step 2 of 2 ended with exit code 9: exit 9\n");
    assertThat(Files.readString(logs.resolve("ci_no-image.log"))).contains("failed: no step ran: ");
  }
}
