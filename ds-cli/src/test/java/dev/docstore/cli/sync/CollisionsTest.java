package dev.docstore.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CollisionsTest {
  @Test
  void findsPathsThatDifferInCaseOrFormOnly() {
    assertThat(Collisions.twins(List.of("a/README", "b", "a/readme")))
        .contains("a/README and a/readme");
    assertThat(Collisions.twins(List.of("\u00e9", "e\u0301"))).isPresent();
    assertThat(Collisions.twins(List.of("a", "b/a", "ab"))).isEmpty();
  }
}
