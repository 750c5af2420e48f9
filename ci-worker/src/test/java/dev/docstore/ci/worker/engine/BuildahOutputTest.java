package dev.docstore.ci.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.ciyaml.Dockerfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildahOutputTest {
  private final List<String> log = new ArrayList<>();
  private final BuildahOutput output = new BuildahOutput(List.of("one", "two\n"), log::add);

  private void steps(String... lines) {
    List.of(lines).forEach(output::ofSteps);
  }

  @Test
  void letsStepsWriteToAFileAndRunAsTheyAre() {
    Dockerfile plain = Dockerfile.of(Check.of("c", "alpine", List.of("one", "two")));

    assertThat(BuildahOutput.redirected(plain).runs())
        .extracting(Dockerfile.Run::command)
        .containsExactly(
            List.of(
                "sh",
                "-c",
                "exec >>/run/docstore/output 2>&1; echo \"@docstore step 1\"; exec sh -c \"$0\"",
                "one"),
            List.of(
                "sh",
                "-c",
                "exec >>/run/docstore/output 2>&1; echo \"@docstore step 2\"; exec sh -c \"$0\"",
                "two"));
  }

  @Test
  void showsStepsAndTheirOutputOnly() {
    output.ofBuildah("STEP 1/7: FROM alpine");
    steps("@docstore step 1", "first", "", "@docstore step 2", "second");
    output.ofBuildah("COMMIT");

    assertThat(output.outcome(0)).isEqualTo(new StepsOutcome.Passed());
    assertThat(log).containsExactly("$ one", "first", "", "$ two", "second");
  }

  @Test
  void findsItsPlaceBehindOutputWithoutNewline() {
    steps("@docstore step 1", "no newline@docstore step 2", "end");

    assertThat(output.step()).isEqualTo(2);
    assertThat(log).containsExactly("$ one", "no newline", "$ two", "end");
  }

  @Test
  void countsMarkersOnlyInOrder() {
    steps("@docstore step 1", "@docstore step 1", "@docstore step 3");

    assertThat(output.outcome(3)).isEqualTo(new StepsOutcome.StepFailed(1, 3));
    assertThat(log).containsExactly("$ one", "@docstore step 1", "@docstore step 3");
  }

  @Test
  void repeatsWhyNothingStarted() {
    output.ofBuildah("STEP 1/7: FROM alpine");
    output.ofBuildah("Trying to pull docker.io/library/alpine");
    output.ofBuildah("Error: creating build container: no such image");

    assertThat(output.outcome(125))
        .isEqualTo(new StepsOutcome.NotStarted("Error: creating build container: no such image"));
    assertThat(log)
        .containsExactly(
            "Trying to pull docker.io/library/alpine",
            "Error: creating build container: no such image");
  }
}
