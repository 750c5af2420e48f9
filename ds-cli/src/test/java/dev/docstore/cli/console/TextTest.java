package dev.docstore.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void showsControlCharactersAsEscapes() {
    assertThat(Text.line("a\u001b[2Jb\nc\td\u009be")).isEqualTo("a\\x1b[2Jb\\nc\\td\\x9be");
    assertThat(Text.line("grün 日本 😀")).isEqualTo("grün 日本 😀");
  }

  @Test
  void showsMarksThatReorderTextAsEscapes() {
    assertThat(Text.line("a\u202etxt.exe")).isEqualTo("a\\u202etxt.exe");
  }

  @Test
  void keepsLinesInBlocks() {
    assertThat(Text.block("a\r\n\tb\u0007")).isEqualTo("a\n\tb\\x07");
  }

  @Test
  void padsAndCutsByCodePoints() {
    assertThat(Text.pad("😀", 3)).isEqualTo("😀  ");
    assertThat(Text.pad("long", 3)).isEqualTo("long");
    assertThat(Text.pad(7, 4)).isEqualTo("7   ");
    assertThat(Text.cut("😀😀😀", 2)).isEqualTo("😀😀");
  }
}
