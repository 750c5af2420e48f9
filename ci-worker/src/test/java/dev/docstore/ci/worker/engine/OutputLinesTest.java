package dev.docstore.ci.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputLinesTest {
  private static List<String> lines(byte[] output) {
    List<String> lines = new ArrayList<>();
    OutputLines.pump(new ByteArrayInputStream(output), lines::add);
    return lines;
  }

  private static List<String> lines(String output) {
    return lines(output.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void cutsAtNewlinesAndKeepsARest() {
    assertThat(lines("a\r\n\nü\nrest")).containsExactly("a", "", "ü", "rest");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void replacesWhatIsNotText() {
    assertThat(lines(new byte[] {'a', (byte) 0xff, 'b', '\n'})).containsExactly("a\ufffdb");
  }

  @Test
  void dropsTheEndOfAnEndlessLine() {
    assertThat(lines("x".repeat(1_000_000) + "\nnext"))
        .satisfiesExactly(
            line -> assertThat(line).hasSize(128 * 1024),
            line -> assertThat(line).isEqualTo("next"));
  }
}
