package dev.docstore.ci.worker.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.ciyaml.Dockerfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildahEngineTest extends EngineContract {
  @TempDir static Path root;
  private static BuildahEngine engine;

  @BeforeAll
  static void buildTheImage() throws Exception {
    assumeTrue(BusyboxImage.canBeBuilt(), "needs buildah and busybox-static");
    engine = BusyboxImage.engine(root);
  }

  @Override
  Engine engine() {
    return engine;
  }

  @Override
  String image() {
    return BusyboxImage.NAME;
  }

  private StepsOutcome run(String image, List<String> log, String... steps) throws Exception {
    Check check = Check.of("ci/test", image, List.of(steps));
    Path context = directory.resolve("context");
    Path scratch = Files.createTempDirectory(directory, "run");
    return engine.run(
        new Build(
            "run-" + scratch.getFileName(),
            check,
            Dockerfile.of(check),
            context,
            scratch,
            Map.of()),
        log::add);
  }

  @Test
  void runsAsRootInTheImageAndNotOnTheMachine() throws Exception {
    List<String> log = new ArrayList<>();

    assertThat(run(image(), log, "pwd; id -u; echo $OF_IMAGE; ls /"))
        .isEqualTo(new StepsOutcome.Passed());
    assertThat(log).startsWith("$ pwd; id -u; echo $OF_IMAGE; ls /", "/src", "0", "yes");
    assertThat(log).contains("bin").doesNotContain("home", "boot");
  }

  @Test
  void saysThatThereIsNoSuchImage() throws Exception {
    List<String> log = new ArrayList<>();

    StepsOutcome outcome = run("127.0.0.1:1/no/such", log, "true");

    assertThat(outcome).isInstanceOf(StepsOutcome.NotStarted.class);
    assertThat(outcome.toString()).contains("127.0.0.1:1");
    assertThat(log).isNotEmpty();
  }

  @Test
  void losesNoOutputOnABusyMachine() throws Exception {
    String[] steps = new String[40];
    Arrays.setAll(steps, i -> "echo line-" + i);
    List<CompletableFuture<List<String>>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CompletableFuture<List<String>> done = new CompletableFuture<>();
      runs.add(done);
      Thread.ofVirtual()
          .start(
              () -> {
                List<String> log = new ArrayList<>();
                try {
                  run(image(), log, steps);
                  done.complete(log);
                } catch (Exception e) {
                  done.completeExceptionally(e);
                }
              });
    }
    for (CompletableFuture<List<String>> done : runs) {
      List<String> expected = new ArrayList<>();
      List.of(steps).forEach(step -> expected.addAll(List.of("$ " + step, step.substring(5))));
      assertThat(done.get(100, SECONDS)).isEqualTo(expected);
    }
  }

  @Test
  void leavesNoImagesAndContainersBehind() throws Exception {
    Path own = Files.createDirectories(directory.resolve("own"));
    BuildahEngine alone = BusyboxImage.engine(own);
    for (String step : List.of("true", "false", "sleep 1000000")) {
      Check check =
          new Check(
              "c",
              image(),
              List.of(step),
              "",
              List.of(),
              Map.of(),
              Duration.ofSeconds(4),
              List.of(),
              List.of());
      Path scratch = Files.createTempDirectory(directory, "run");
      alone.run(
          new Build(
              "run-" + step.length(),
              check,
              Dockerfile.of(check),
              directory.resolve("context"),
              scratch,
              Map.of()),
          _ -> {});
    }
    assertThat(BusyboxImage.buildah(own, "images", "--quiet")).hasSize(1);
    assertThat(BusyboxImage.buildah(own, "containers", "--quiet")).isEmpty();
  }

  @Test
  void isNotUsableWithoutTheProgram() {
    BuildahEngine without = new BuildahEngine(Optional.empty(), Map.of("PATH", "/nowhere"));

    assertThat(without.unusable()).contains("there is no buildah on the PATH");
  }
}
