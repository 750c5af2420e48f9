package dev.docstore.bench.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void haveTitlesOfTheirOwnAndGoals() {
    assertThat(Rows.all()).extracting(Row::title).doesNotHaveDuplicates();
    assertThat(Rows.all())
        .filteredOn(row -> !row.name().equals("floor"))
        .allSatisfy(row -> assertThat(row.goal()).as(row.title()).isPositive());
  }

  @Test
  void compareHigherRatesAndShorterTimesAsBetter() {
    assertThat(Unit.PER_SECOND.ratio(800, 400)).isEqualTo(2);
    assertThat(Unit.MILLISECONDS.ratio(30, 60)).isEqualTo(2);
    assertThat(Unit.MILLISECONDS.ratio(120, 60)).isEqualTo(0.5);
  }

  @Test
  void areRepeatedAtLeastThreeTimesHoweverQuickly() {
    assertThat(Pace.QUICK.repeats(4)).isEqualTo(3);
    assertThat(Pace.FULL.repeats(30)).isEqualTo(30);
  }
}
