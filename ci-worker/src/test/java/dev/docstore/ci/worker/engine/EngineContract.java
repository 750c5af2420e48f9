package dev.docstore.ci.worker.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.ciyaml.Dockerfile;
import dev.docstore.common.ciyaml.SecretUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine promises; a subclass names the engine and an image with a busybox in it. */
abstract class EngineContract {
  private static final StepsOutcome PASSED = new StepsOutcome.Passed();

  @TempDir Path directory;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private Path context;
  private Path secret;

  abstract Engine engine();

  abstract String image();

  @BeforeEach
  void writeTheSource() throws IOException {
    context = directory.resolve("context");
    Path source = Files.createDirectories(context.resolve("src/tools"));
    Files.writeString(source.resolve("data.txt"), "from the source\n");
    Path script = Files.writeString(source.resolve("run.sh"), "#!/bin/sh\necho from the script\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(context.resolve("src/.dockerignore"), "*\n");
    secret = Files.writeString(directory.resolve("value"), "swordfish");
  }

  private StepsOutcome run(String... steps) throws Exception {
    return run(Check.of("ci/test", image(), List.of(steps)), log::add);
  }

  private StepsOutcome run(Check check, LineSink sink) throws Exception {
    String id = UUID.randomUUID().toString();
    Path scratch = Files.createDirectories(directory.resolve("runs/" + id));
    Map<String, Path> secrets = Map.of("TOKEN", secret);
    return engine()
        .run(new Build(id, check, Dockerfile.of(check), context, scratch, secrets), sink);
  }

  private static Check with(Check check, Map<String, String> env, Duration timeout) {
    return new Check(
        check.name(),
        check.image(),
        check.steps(),
        "",
        List.of(),
        env,
        timeout,
        List.of(),
        List.of(new SecretUse("TOKEN", "TOKEN"), new SecretUse("ABSENT", "ABSENT")));
  }

  /** A number of seconds that no other process on the machine sleeps. */
  private static String longSleep() {
    return Integer.toString(ThreadLocalRandom.current().nextInt(100_000, 1_000_000_000));
  }

  private static boolean isSleeping(String seconds) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .anyMatch(command -> command.endsWith("sleep " + seconds));
  }

  @Test
  void isUsableHere() {
    assertThat(engine().unusable()).isEmpty();
  }

  @Test
  void runsStepsInOrderOnTheSource() throws Exception {
    assertThat(run("cat tools/data.txt", "./tools/run.sh", "echo \"last\" >&2")).isEqualTo(PASSED);
    assertThat(log)
        .containsSubsequence(
            "$ cat tools/data.txt",
            "from the source",
            "$ ./tools/run.sh",
            "from the script",
            "$ echo \"last\" >&2",
            "last");
  }

  @Test
  void keepsFilesButNeitherDirectoryNorVariablesBetweenSteps() throws Exception {
    assertThat(run("echo kept > kept; X=1; cd tools", "cat kept; echo X=$X; test -d tools"))
        .isEqualTo(PASSED);
    assertThat(log).contains("kept", "X=");
  }

  @Test
  void neverChangesTheSource() throws Exception {
    assertThat(run("echo changed > tools/data.txt; rm tools/run.sh; echo new > new"))
        .isEqualTo(PASSED);
    assertThat(context.resolve("src/tools/data.txt")).hasContent("from the source\n");
    assertThat(context.resolve("src/tools/run.sh")).exists();
    assertThat(context.resolve("src/new")).doesNotExist();
  }

  @Test
  void stopsAtTheFirstFailingStep() throws Exception {
    assertThat(run("true", "echo before; exit 42", "echo never"))
        .isEqualTo(new StepsOutcome.StepFailed(2, 42));
    assertThat(log).endsWith("before").doesNotContain("never", "$ echo never");
  }

  @Test
  void passesWithoutSteps() throws Exception {
    assertThat(run()).isEqualTo(PASSED);
  }

  @Test
  void takesStepsOfSeveralLinesAndAnyCharacters() throws Exception {
    assertThat(run("cat <<'EOF'\n$HOME \"quoted\" \\ ü\nEOF\nif true; then\n  echo yes # no\nfi\n"))
        .isEqualTo(PASSED);
    assertThat(log).containsSubsequence("$HOME \"quoted\" \\ ü", "yes");
  }

  @Test
  void givesStepsTheChecksEnvironmentAndNothingOfTheWorkers() throws Exception {
    String value = "a b  'single' \"double\" $HOME ${X} \\ # ü";
    Check check = Check.of("ci/test", image(), List.of("echo \"V=$VALUE\"", "env"));

    assertThat(run(with(check, Map.of("VALUE", value), Check.DEFAULT_TIMEOUT), log::add))
        .isEqualTo(PASSED);
    assertThat(log).contains("V=" + value);
    assertThat(log).noneMatch(line -> line.contains("of-the-worker"));
    for (String name : List.of("JAVA_HOME", "MAVEN_OPTS", "DEV_CLAIM_TOKEN", "USER")) {
      assertThat(log).noneMatch(line -> line.startsWith(name + "="));
    }
  }

  @Test
  void runsAgainWhatRanBefore() throws Exception {
    run("echo ran");
    run("echo ran");

    assertThat(log).filteredOn("ran"::equals).hasSize(2);
  }

  @Test
  void showsSecretsAsFilesToChecksThatListThem() throws Exception {
    String read =
        "d=${DOCSTORE_SECRETS_DIR:-/run/secrets}; cat $d/TOKEN; echo; test ! -e $d/ABSENT";
    Check check = Check.of("ci/test", image(), List.of(read));

    assertThat(run(with(check, Map.of(), Check.DEFAULT_TIMEOUT), log::add)).isEqualTo(PASSED);
    assertThat(log).contains("swordfish");
  }

  @Test
  void killsEverythingWhenTimeIsOver() throws Exception {
    String inBackground = longSleep();
    String inForeground = longSleep();
    Check check =
        Check.of(
            "ci/test",
            image(),
            List.of("true", "sleep %s & sleep %s".formatted(inBackground, inForeground)));
    AtomicBoolean wasAlive = new AtomicBoolean();
    Thread watcher =
        Thread.ofVirtual()
            .start(
                () -> {
                  await().atMost(20, SECONDS).until(() -> isSleeping(inForeground));
                  wasAlive.set(true);
                });

    assertThat(run(with(check, Map.of(), Duration.ofSeconds(6)), log::add))
        .isEqualTo(new StepsOutcome.TimedOut(2));
    assertThat(isSleeping(inBackground)).isFalse();
    assertThat(isSleeping(inForeground)).isFalse();
    watcher.join();
    assertThat(wasAlive).isTrue();
  }

  @Test
  void leavesNothingRunningBehindAPassedCheck() throws Exception {
    String seconds = longSleep();

    assertThat(run("sleep %s >/dev/null 2>&1 & echo started".formatted(seconds))).isEqualTo(PASSED);
    assertThat(isSleeping(seconds)).isFalse();
  }

  @Test
  void showsOutputWhileTheStepRunsAndEndsWhenInterrupted() throws Exception {
    String seconds = longSleep();
    Check check = Check.of("ci/test", image(), List.of("echo begun; sleep " + seconds));
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread runner =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    run(check, log::add);
                    interrupted.complete(false);
                  } catch (InterruptedException e) {
                    interrupted.complete(true);
                  } catch (Exception e) {
                    interrupted.completeExceptionally(e);
                  }
                });

    await().atMost(20, SECONDS).until(() -> log.contains("begun") && isSleeping(seconds));
    runner.interrupt();

    assertThat(interrupted.get(20, SECONDS)).isTrue();
    assertThat(isSleeping(seconds)).isFalse();
  }

  @Test
  void runsChecksAtTheSameTimeWithoutMixingThem() throws Exception {
    List<CompletableFuture<List<String>>> runs =
        List.of("one", "two", "three").stream().map(this::inBackground).toList();

    assertThat(runs.get(0).get(60, SECONDS)).contains("one").doesNotContain("two", "three");
    assertThat(runs.get(1).get(60, SECONDS)).contains("two").doesNotContain("one", "three");
    assertThat(runs.get(2).get(60, SECONDS)).contains("three").doesNotContain("one", "two");
  }

  private CompletableFuture<List<String>> inBackground(String word) {
    CompletableFuture<List<String>> log = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              List<String> lines = new CopyOnWriteArrayList<>();
              List<String> steps = List.of("echo %s > word".formatted(word), "cat word");
              try {
                run(Check.of("ci/" + word, image(), steps), lines::add);
                log.complete(lines);
              } catch (Exception e) {
                log.completeExceptionally(e);
              }
            });
    return log;
  }
}
