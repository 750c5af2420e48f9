package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.RawText;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theContentDecidesWhatIsText() {
    assertThat(Lines.areIn(bytes(""))).isTrue();
    assertThat(Lines.areIn(bytes("a\r\nb\n\u00e4"))).isTrue();
    assertThat(Lines.areIn(new byte[] {(byte) 0xff, '\n'})).isTrue();
    assertThat(Lines.areIn(new byte[] {'a', 0, 'b'})).isFalse();
  }

  @Test
  void tooManyLinesAreNoText() {
    assertThat(Lines.areIn(bytes("x\n".repeat(Lines.MAX_LINES)))).isTrue();
    assertThat(Lines.areIn(bytes("x\n".repeat(Lines.MAX_LINES + 1)))).isFalse();
  }

  @Test
  void aLongRunOfRepeatedLinesIsOneChange() {
    RawText old = new RawText(bytes("first\n" + "a\nb\n".repeat(2000) + "last\n"));
    RawText now = new RawText(bytes("first\n" + "b\nb\na\n".repeat(1000) + "last\n"));
    assertThat(Lines.algorithm().diff(Lines.COMPARATOR, old, now)).hasSize(1);
  }

  @Test
  void aShortRunOfRepeatedLinesIsComparedLineByLine() {
    RawText old = new RawText(bytes("a\n".repeat(100) + "x\n" + "a\n".repeat(100)));
    RawText now = new RawText(bytes("b\n" + "a\n".repeat(100) + "y\n" + "a\n".repeat(100) + "b\n"));
    assertThat(Lines.algorithm().diff(Lines.COMPARATOR, old, now)).hasSize(3);
  }
}
