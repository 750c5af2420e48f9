package dev.docstore.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  private final Table table = new Table().column("what", 8).column("n", 5);

  @Test
  void isMarkdownWithColumnsThatAlign() {
    assertThat(table.head() + "\n" + table.line("tree", "12") + "\n" + table.line("diff", "1,234"))
        .isEqualTo(
            """
            | what     |     n |
            | -------- | ----: |
            | tree     |    12 |
            | diff     | 1,234 |\
            """);
  }

  @Test
  void refusesALineOfAnotherShape() {
    assertThatThrownBy(() -> table.line("tree"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells in 2 columns");
  }

  @Test
  void writesNumbersAsPeopleReadThem() {
    assertThat(Table.number(1.234)).isEqualTo("1.23");
    assertThat(Table.number(12.34)).isEqualTo("12.3");
    assertThat(Table.number(123.4)).isEqualTo("123");
    assertThat(Table.number(12_345.6)).isEqualTo("12,346");
    assertThat(Table.percent(0.205)).isIn("20 %", "21 %");
  }
}
