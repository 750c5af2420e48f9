package dev.docstore.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
  @Test
  void addsUpWhatIsUsedWhateverTheCollectorCallsItsPools() {
    List<String> titles = List.of("S0C", "S1C", "S0U", "S1U", "EC", "EU", "OC", "OU", "MU");

    assertThat(
            MemoryWatch.usedBytes(
                titles, List.of("9", "9", "-", "1.5", "9", "2.0", "9", "4.5", "100")))
        .isEqualTo(8 * 1024);
  }

  @Test
  void countsNothingInALineThatIsCutOff() {
    assertThat(MemoryWatch.usedBytes(List.of("S0C", "S0U"), List.of("9"))).isZero();
  }
}
