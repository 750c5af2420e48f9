package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The engine answers as OPA does, apart from differences that are listed. */
class ConformanceTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final long MEMORY = Limits.DEFAULT.memoryBytes();
  private static final Map<String, Differences.Row> KNOWN = Differences.read().byCase();

  private Sandbox sandbox = new Sandbox(MEMORY);

  @TestFactory
  Stream<DynamicTest> answersAsOpaDoes() {
    return Case.all().stream().map(each -> DynamicTest.dynamicTest(each.id(), () -> check(each)));
  }

  private void check(Case asked) {
    String difference = asked.difference(outcome(asked));
    if (KNOWN.containsKey(asked.id())) {
      assertThat(difference)
          .as("%s no longer differs; take it out of differences.txt", asked.id())
          .isNotNull();
    } else {
      assertThat(difference).as("%s\n%s", asked.id(), asked.policy().source()).isNull();
    }
  }

  private Outcome outcome(Case asked) {
    try {
      sandbox.restart(NOW);
      return Outcome.of(asked, sandbox);
    } catch (SandboxFailure failure) {
      sandbox = new Sandbox(MEMORY);
      return new Outcome.Failed(String.valueOf(failure.getMessage()));
    }
  }

  @Test
  void knowsEveryCaseThatIsListedAsDifferent() {
    assertThat(Case.all().stream().map(Case::id).collect(Collectors.toSet()))
        .hasSizeGreaterThan(600)
        .containsAll(KNOWN.keySet());
  }
}
