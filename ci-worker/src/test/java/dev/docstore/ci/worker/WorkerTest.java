package dev.docstore.ci.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.ci.worker.engine.HostEngine;
import dev.docstore.common.wire.CheckReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A job from claim to completion, and what can go wrong around its checks. */
class WorkerTest extends WholeJob {
  @Test
  void takesAJobFromClaimToCompletion() throws Exception {
    run(
        """
        checks:
        - name: ci/test
          image: alpine
          steps: [cat data.txt, ./tools/run.sh]
        """);

    Path log = directory.resolve("logs/acme/app/fix/7/ci_test.log");
    assertThat(platform.reports)
        .containsExactly(
            new CheckReport("fix", "ci/test", "pending", null, 7L, (short) 1, null),
            new CheckReport("fix", "ci/test", "passed", "file://" + log, 7L, (short) 1, null));
    assertThat(platform.completions)
        .containsExactly("{\"status\":\"passed\",\"log_url\":\"file://" + log + "\"}");
    assertThat(log("ci/test").lines())
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z .*"));
    assertThat(log("ci/test"))
        .contains(" NO CONTAINER", " from the source\n", " from the script\n")
        .containsPattern("Z passed: 2 step\\(s\\) in [0-9.]+ s\n$");
  }

  @Test
  void handsLogsToTheServerWhichAloneKnowsWhereTheyLie() throws Exception {
    localLogs = false;
    run("checks: [{name: ci/test, image: alpine, steps: [echo hello]}]");

    assertThat(platform.logs).containsOnlyKeys("/repos/acme/app/-/check/ci%2Ftest/logs");
    assertThat(platform.logs.values()).singleElement().asString().contains("Z hello\n");
    assertThat(platform.reports.getLast().logUrl()).isEqualTo("gs://logs/1");
    assertThat(platform.completions)
        .containsExactly("{\"status\":\"passed\",\"log_url\":\"gs://logs/1\"}");
  }

  @Test
  void keepsTheVerdictWhenTheLogCannotBeStored() throws Exception {
    localLogs = false;
    serve(
        new FakePlatform(
            "checks: [{name: ci/test, image: alpine, steps: [echo hello]}]", Tars.source()));
    platform.broken.put("logs", 503);
    run(new HostEngine(false));

    assertThat(platform.verdicts()).containsExactly("ci/test passed");
    assertThat(platform.reports.getLast().logUrl()).isNull();
    assertThat(platform.completions).containsExactly("{\"status\":\"passed\"}");
  }

  @Test
  void reportsABrokenConfigurationWithLines() throws Exception {
    run("checks:\n- {name: a, image: x, step: [b]}\n");

    assertThat(platform.reports)
        .containsExactly(new CheckReport("fix", "ci/config", "failed", null, 7L, (short) 1, null));
    assertThat(platform.completions)
        .singleElement()
        .asString()
        .contains("\"status\":\"failed\"", "parse ci.yaml: line 2: unknown key \\\"step\\\"");
  }

  @Test
  void passesWhereThereIsNothingToRun() throws Exception {
    run("");
    assertThat(platform.reports).isEmpty();
    assertThat(platform.completions).containsExactly("{\"status\":\"passed\"}");
  }

  @Test
  void failsTheJobWhenTheSourceCannotBeHad() throws Exception {
    serve(new FakePlatform("checks: [{name: a, image: x}]", Tars.source()));
    platform.broken.put("presign", 503);
    run(new HostEngine(false));

    assertThat(platform.completions)
        .containsExactly(
            "{\"status\":\"failed\",\"error_message\":\"get presigned archive URL: presign:"
                + " unexpected status 503\"}");
    assertThat(platform.reports).isEmpty();
  }

  @Test
  void failsTheJobOnAnArchiveThatWantsOut() throws Exception {
    byte[] hostile = new Tars().file("../../evil", 0644, "x").bytes();
    serve(new FakePlatform("checks: [{name: a, image: x}]", hostile));
    run(new HostEngine(false));

    assertThat(platform.completions)
        .singleElement()
        .asString()
        .contains("download source: entry \\\"../../evil\\\" leads outside the source");
  }

  @Test
  void failsTheJobWithoutAnIdentity() throws Exception {
    serve(new FakePlatform("checks: [{name: a, image: x}]", Tars.source()));
    platform.broken.put("token", 500);
    run(new HostEngine(false));

    assertThat(platform.completions)
        .containsExactly(
            "{\"status\":\"failed\",\"error_message\":\"token request: unexpected status 500\"}");
  }

  @Test
  void failsTheJobWhenSecretsAreRefused() throws Exception {
    serve(new FakePlatform("checks: [{name: a, image: x, secrets: [A]}]", Tars.source()));
    platform.broken.put("reveal", 403);
    run(new HostEngine(false));

    assertThat(platform.completions)
        .containsExactly(
            "{\"status\":\"failed\",\"error_message\":\"fetch secrets: reveal: forbidden: broken\"}");
  }

  @Test
  void beatsWhileItWorksAndRepeatsALostCompletion() throws Exception {
    serve(new FakePlatform("checks: [{name: a, image: x, steps: [sleep 0.5]}]", Tars.source()));
    platform.deafToCompletion.set(2);
    run(new HostEngine(false));

    assertThat(platform.heartbeats.get()).isGreaterThanOrEqualTo(3);
    assertThat(platform.completions).hasSize(1);
  }

  @Test
  void goesOnWhenReportsAreRefused() throws Exception {
    serve(new FakePlatform("checks: [{name: a, image: x, steps: ['true']}]", Tars.source()));
    platform.broken.put("check", 400);
    run(new HostEngine(false));

    assertThat(platform.completions)
        .singleElement()
        .asString()
        .startsWith("{\"status\":\"passed\"");
  }

  @Test
  void leavesNoDirectoryBehind() throws Exception {
    run("checks: [{name: a, image: x, steps: ['pwd']}]");

    Path work =
        log("a")
            .lines()
            .map(line -> line.replaceFirst("^\\S+ ", ""))
            .filter(line -> line.startsWith("/"))
            .map(Path::of)
            .findFirst()
            .orElseThrow();
    assertThat(work).doesNotExist();
    assertThat(work.toString()).contains("docstore-job-");
    try (Stream<Path> kept = Files.list(directory.resolve("logs/acme/app/fix/7"))) {
      assertThat(kept.map(path -> path.getFileName().toString())).containsExactly("a.log");
    }
  }
}
