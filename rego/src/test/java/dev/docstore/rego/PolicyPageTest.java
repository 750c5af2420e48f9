package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What docs/policy.md shows is so. */
class PolicyPageTest {
  private static final RegoEngine ENGINE =
      new RegoEngine(Limits.DEFAULT, () -> Instant.parse("2026-11-01T12:00:00Z"));
  private static final PolicyPage PAGE = PolicyPage.read();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void listsTheDifferencesThatTheTestsKnow() throws IOException {
    PolicyPage current = PAGE.with(Differences.read());
    if (Boolean.getBoolean("generate")) {
      Files.writeString(PolicyPage.FILE, current.text());
    }
    assertThat(PolicyPage.FILE)
        .as("run `make docs` and commit the change")
        .hasContent(current.text());
  }

  @TestFactory
  Stream<DynamicTest> examplesAnswerAsThePageSays() {
    List<PolicyPage.Example> examples = PAGE.examples();
    List<RegoModule> library =
        examples.stream()
            .filter(example -> example.answer().isEmpty())
            .map(example -> new RegoModule("lib/example.rego", example.source()))
            .toList();
    assertThat(examples).hasSizeGreaterThan(10);
    return examples.stream()
        .filter(example -> !example.answer().isEmpty())
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.source().lines().findFirst().orElseThrow(),
                    () -> assertThat(answer(example, library)).isEqualTo(expected(example))));
  }

  private static String expected(PolicyPage.Example example) {
    // The clock of this test shows a Sunday.
    return example.answer().equals("depends on the time")
        ? "denied, no merges on a Sunday"
        : example.answer();
  }

  private static String answer(PolicyPage.Example example, List<RegoModule> library) {
    RegoModule policy = new RegoModule("example.rego", example.source());
    try (PolicySet set = Policies.compiled(ENGINE, List.of(policy), library)) {
      return switch (set.judge(PAGE.input()).getFirst()) {
        case Verdict.Allowed _ -> "allowed";
        case Verdict.Denied denied -> "denied, " + denied.reason();
        case Verdict.Failed failed -> "failed, " + failed.why();
      };
    }
  }
}
