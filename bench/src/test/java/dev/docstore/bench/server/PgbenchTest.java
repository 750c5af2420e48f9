package dev.docstore.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PgbenchTest {
  @Test
  void readsTheRateFromTheLastLines() throws IOException {
    String output =
        """
        latency average = 6.504 ms
        initial connection time = 30.1 ms
        tps = 1229.957 (without initial connection time)
        """;

    assertThat(Pgbench.tps(output)).isEqualTo(1229.957);
  }

  @Test
  void saysWhatElseWasPrinted() {
    assertThatThrownBy(() -> Pgbench.tps("pgbench: fatal: no such role\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("pgbench did not say how fast it was: pgbench: fatal: no such role");
  }
}
