package dev.docstore.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void takesTheMiddleValue() {
    assertThat(Figure.of(List.of(30.0, 1.0, 2.0), 0.5)).isEqualTo(new Figure(2, 1, 30, 0.5));
    assertThat(Figure.of(List.of(7.0), 0).median()).isEqualTo(7);
  }

  @Test
  void takesTheMeanOfTwoMiddleValues() {
    assertThat(Figure.of(List.of(8.0, 1.0, 2.0, 4.0), 0).median()).isEqualTo(3);
  }

  @Test
  void refusesToSaySomethingAboutNothing() {
    assertThatThrownBy(() -> Figure.of(List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing was measured");
  }
}
