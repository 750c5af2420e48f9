package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void givesAPolicyFiveSeconds() {
    assertThat(Limits.DEFAULT.time()).isEqualTo(Duration.ofSeconds(5));
    assertThat(Limits.DEFAULT.withTime(SECOND).time()).isEqualTo(SECOND);
  }

  @Test
  void refusesWhatNoPolicyCouldRunWith() {
    assertThatThrownBy(() -> new Limits(0, SECOND, 64 << 20, 1)).hasMessageContaining("instance");
    assertThatThrownBy(() -> new Limits(1, SECOND, 64 << 20, 0)).hasMessageContaining("set");
    assertThatThrownBy(() -> new Limits(1, Duration.ZERO, 64 << 20, 1))
        .hasMessageContaining("time");
    assertThatThrownBy(() -> new Limits(1, SECOND, 1 << 20, 1)).hasMessageContaining("memory");
  }

  @Test
  void refusesARefusalWithoutAProblem() {
    assertThatThrownBy(() -> new Compilation.Refused(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
