package dev.docstore.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenFileTest {
  @Test
  void replacesTheLongestValueFirst() {
    GoldenFile golden = GoldenFile.named("any", Map.of("ORG", "acme", "REPO", "acme/app"));

    assertThat(golden.normalised("acme/app of acme")).isEqualTo("${REPO} of ${ORG}");
  }

  @Test
  void recognisesIdsHashesAndDatesByTheirForm() {
    GoldenFile golden = GoldenFile.named("any", Map.of());

    assertThat(
            golden.normalised(
                """
                0b7c1f66-91a4-4b53-9d0a-3b8a9ef1a001 opened 2026-11-01T10:00:00Z
                0123456789abcdef on 2026-11-01 as 0b7c1f66
                """))
        .isEqualTo(
            """
            ${UUID} opened ${TIME}
            ${HASH} on ${DATE} as ${ID}
            """);
  }

  @Test
  void leavesOrdinaryWordsAndNumbersAlone() {
    GoldenFile golden = GoldenFile.named("any", Map.of());

    assertThat(golden.normalised("facade 12345 2026-1-1")).isEqualTo("facade 12345 2026-1-1");
  }

  @Test
  void refusesTwoNamesForOneValue() {
    assertThatThrownBy(() -> GoldenFile.named("any", Map.of("A", "same", "B", "same")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same");
  }

  @Test
  void refusesAVariableThatNobodyDefines() {
    GoldenFile golden = GoldenFile.named("unknown-variable", Map.of());

    assertThatThrownBy(() -> golden.matches("hello ${NOBODY}\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("${NOBODY}, which nobody defines");
  }
}
