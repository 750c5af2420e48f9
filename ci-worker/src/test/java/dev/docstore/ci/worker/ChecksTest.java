package dev.docstore.ci.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.ci.worker.engine.HostEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How a job's checks run, end and are reported. */
class ChecksTest extends WholeJob {
  @Test
  void endsTheLogWithTheFailingStepAndItsExitCode() throws Exception {
    run("checks: [{name: ci/test, image: alpine, steps: ['true', 'echo no; exit 3', 'true']}]");

    assertThat(platform.verdicts()).containsExactly("ci/test failed");
    assertThat(log("ci/test"))
        .endsWith("Z failed: step 2 of 3 ended with exit code 3: echo no; exit 3\n");
    assertThat(platform.completions)
        .singleElement()
        .asString()
        .startsWith("{\"status\":\"failed\",\"log_url\"");
  }

  @Test
  void endsACheckThatTakesTooLong() throws Exception {
    run("checks: [{name: a, image: alpine, timeout: 1s, steps: [sleep 1000]}]");

    assertThat(platform.verdicts()).containsExactly("a failed");
    assertThat(log("a")).endsWith("Z failed: timed out after 1 s in step 1 of 1: sleep 1000\n");
  }

  @Test
  void runsChecksAfterWhatTheyNeedAndNotAfterItsFailure() throws Exception {
    run(
        """
        checks:
        - {name: late, image: a, needs: [slow, left-out], steps: ["true"]}
        - {name: slow, image: a, steps: [sleep 0.3]}
        - {name: left-out, image: a, if: "event.type == 'manual'", steps: ["true"]}
        - {name: broken, image: a, steps: [exit 1]}
        - {name: blocked, image: a, needs: [slow, broken], steps: ["true"]}
        - {name: behind, image: a, needs: [blocked], steps: ["true"]}
        """);

    assertThat(platform.verdicts())
        .containsSubsequence("slow passed", "late passed")
        .contains("left-out skipped", "broken failed", "blocked failed", "behind failed")
        .hasSize(6);
    assertThat(log("blocked"))
        .endsWith("Z failed: not run, because it needs what failed: broken\n");
    assertThat(log("behind")).endsWith("needs what failed: blocked\n");
  }

  @Test
  void aReRunRunsOnlyWhatItNamesAndReportsItsAttempt() throws Exception {
    serve(
        new FakePlatform(
            """
            checks:
            - {name: build, image: a, steps: [exit 1]}
            - {name: test, image: a, needs: [build], steps: ["true"]}
            - {name: lint, image: a, steps: [exit 1]}
            """,
            Tars.source()));
    platform.moreOfTheJob = ", \"attempt\": 2, \"checks\": [\"test\"]";
    run(new HostEngine(false));

    assertThat(platform.reports)
        .extracting(report -> report.checkName() + " " + report.status() + " " + report.attempt())
        .containsExactly("test pending 2", "test passed 2");
  }

  @Test
  void aReRunOfTheConfigurationTellsThatItIsUsableAndRunsEverything() throws Exception {
    serve(
        new FakePlatform("checks: [{name: build, image: a, steps: [\"true\"]}]\n", Tars.source()));
    platform.moreOfTheJob = ", \"attempt\": 2, \"checks\": [\"ci/config\"]";
    run(new HostEngine(false));

    assertThat(platform.reports)
        .extracting(report -> report.checkName() + " " + report.status() + " " + report.attempt())
        .containsExactly("ci/config passed 2", "build pending 2", "build passed 2");
  }

  @Test
  void skipsOnAFalseConditionAndFailsOnAnUnclearOne() throws Exception {
    run(
        """
        checks:
        - {name: a, image: x, if: event.type == "push" && event.branch == "fix", steps: ["true"]}
        - {name: b, image: x, if: event.base_branch, steps: ["true"]}
        - {name: c, image: x, if: event.actor, steps: ["true"]}
        """);

    assertThat(platform.verdicts()).containsExactlyInAnyOrder("a passed", "b skipped", "c failed");
    assertThat(log("c")).endsWith("Z failed: if: unknown field reference \"event.actor\"\n");
    assertThat(platform.completions).singleElement().asString().contains("\"failed\"");
  }

  @Test
  void runsAPathFilteredCheckOnlyWhenItsFilesChanged() throws Exception {
    String yaml =
        """
        checks:
        - {name: src, image: x, paths: ["src/*"], steps: ["true"]}
        - {name: docs, image: x, paths: ["docs/*"], steps: ["true"]}
        """;
    run(yaml);
    assertThat(platform.verdicts()).containsExactlyInAnyOrder("src passed", "docs skipped");

    serve(new FakePlatform(yaml, Tars.source(), "main", Map.of()));
    run(new HostEngine(false));
    assertThat(platform.verdicts()).containsExactlyInAnyOrder("src skipped", "docs passed");

    serve(new FakePlatform(yaml, Tars.source()));
    platform.broken.put("diff", 500);
    run(new HostEngine(false));
    assertThat(platform.verdicts()).containsExactlyInAnyOrder("src passed", "docs passed");
  }

  @Test
  void failsACheckWithoutAUsableImage() throws Exception {
    run("checks: [{name: a, steps: ['true']}, {name: b, image: 'x y', steps: ['true']}]");

    assertThat(platform.verdicts()).containsExactlyInAnyOrder("a failed", "b failed");
    assertThat(log("a")).contains("failed: the check names no image");
    assertThat(log("b")).contains("failed: invalid image reference \"x y\"");
  }

  @Test
  void givesNoStepACredentialOfTheWorker() throws Exception {
    run(
        "checks: [{name: a, image: x, steps: ['env; cat /proc/self/environ', 'find . -type f -exec cat {} +']}]");

    assertThat(log("a"))
        .contains("PATH=")
        .doesNotContain(FakePlatform.REQUEST_TOKEN, FakePlatform.JWT, "claim-token");
    Map<String, List<String>> used =
        platform.requests.stream()
            .filter(request -> request.authorization().endsWith(FakePlatform.REQUEST_TOKEN))
            .map(request -> request.target().replaceFirst(".*/", ""))
            .distinct()
            .collect(Collectors.groupingBy(route -> route));
    assertThat(used.keySet()).isSubsetOf("token", "presign", "heartbeat", "complete");
  }

  @Test
  void keepsSecretsOutOfLogs() throws Exception {
    serve(
        new FakePlatform(
            """
            checks:
            - name: a
              image: x
              secrets: [PLAIN, {LOCAL: REMOTE}]
              steps:
              - cat $DOCSTORE_SECRETS_DIR/PLAIN; echo; cat $DOCSTORE_SECRETS_DIR/LOCAL
              - printf 'x%s' "$(cat $DOCSTORE_SECRETS_DIR/PLAIN)" | base64
              - test "$(cat $DOCSTORE_SECRETS_DIR/PLAIN)" = swordfish-1
            - {name: b, image: x, steps: ['test ! -e $DOCSTORE_SECRETS_DIR/PLAIN', 'echo swordfish-1']}
            """,
            Tars.source(),
            "fix",
            Map.of("PLAIN", "swordfish-1", "REMOTE", "first line\nsecond line")));
    run(new HostEngine(false));

    assertThat(platform.verdicts()).containsExactlyInAnyOrder("a passed", "b passed");
    assertThat(log("a"))
        .contains("***")
        .doesNotContain("$ cat ***", "dzd29yZGZpc2gtMQ", "first line", "second line");
    assertThat(log("a") + log("b")).doesNotContain("Z swordfish-1");
    assertThat(platform.requests)
        .filteredOn(request -> request.target().endsWith("/secrets/reveal"))
        .singleElement()
        .extracting(FakePlatform.Request::body)
        .isEqualTo("{\"names\":[\"PLAIN\",\"REMOTE\"]}");
  }

  @Test
  void showsTheLogWhileTheCheckRuns() throws Exception {
    Path gate = directory.resolve("gate");
    serve(
        new FakePlatform(
            """
            checks:
            - name: ci/live
              image: x
              steps: [echo half way, 'until test -e %s; do sleep 0.05; done']
            """
                .formatted(gate),
            Tars.source()));
    try (LogServer logServer = LogServer.start(0, false);
        HttpClient client = HttpClient.newHttpClient()) {
      URI live = URI.create("http://127.0.0.1:" + logServer.port() + "/logs/ci/live");
      Thread worker =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      run(new HostEngine(false), logServer);
                    } catch (IOException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      HttpRequest request = HttpRequest.newBuilder(live).build();
      await()
          .atMost(20, SECONDS)
          .until(
              () ->
                  client
                      .send(request, HttpResponse.BodyHandlers.ofString())
                      .body()
                      .contains("Z half way\n"));
      assertThat(platform.verdicts()).isEmpty();
      Files.createFile(gate);
      worker.join();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo("no active job\n");
    }
    assertThat(platform.verdicts()).containsExactly("ci/live passed");
    assertThat(platform.requests.getFirst().body())
        .matches("\\{\"log_port\":[1-9][0-9]*,\"wait_seconds\":5}");
  }
}
