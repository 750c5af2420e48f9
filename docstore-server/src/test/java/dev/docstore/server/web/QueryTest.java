package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.error.DocStoreException;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 §1.5. */
class QueryTest {
  @ParameterizedTest
  @CsvSource({
    "a=1, 1",
    "a=1&a=2, 1",
    "a=&a=2, ''",
    "a, ''",
    "b=1, ''",
    "a=x%20y+z, x y z",
    "%61=1, 1",
    "a=1;b, ''",
    "a=1;&a=2, 2",
    "a=%zz&a=2, 2",
    "a=%C3%A9, é",
    "a=b=c, b=c",
    "&&a=1&, 1"
  })
  void readsAValueAsTheContractSays(String query, String value) {
    assertThat(Query.parse(query).text("a").orElse("")).isEqualTo(value);
  }

  @Test
  void noQueryHasNoValues() {
    assertThat(Query.parse(null).text("a")).isEmpty();
    assertThat(Query.parse("").text("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%00", "a=%ff", "b=1&a=%C3"})
  void refusesWhatIsNotText(String query) {
    assertThatThrownBy(() -> Query.parse(query))
        .isInstanceOf(DocStoreException.class)
        .hasMessage("query values must be UTF-8 without NUL");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-7, -7",
    "%2B7, 7",
    "007, 7",
    "-0, 0",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808"
  })
  void readsIntegersWithSignAndZeros(String text, long value) {
    assertThat(Query.parse("n=" + text).number("n", "bad")).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "1.0", "+7", "9223372036854775808", "-", "1e3", "0x1", "%D9%A1", "1_0"})
  void refusesOtherNumbers(String text) {
    assertThatThrownBy(() -> Query.parse("n=" + text).number("n", "invalid 'n' parameter"))
        .hasMessage("invalid 'n' parameter");
  }

  @Test
  void anAbsentNumberIsNone() {
    assertThat(Query.parse("n=").number("n", "bad")).isEqualTo(OptionalLong.empty());
  }

  @Test
  void aLimitIsAtLeastOneAndBounded() {
    assertThat(Query.parse(null).limit(1000)).isEqualTo(100);
    assertThat(Query.parse("limit=1").limit(1000)).isEqualTo(1);
    assertThat(Query.parse("limit=9223372036854775807").limit(1000)).isEqualTo(1000);
    assertThat(Query.parse(null).limitOrAll(1000)).isEqualTo(1000);
    assertThat(Query.parse("limit=5").limitOrAll(1000)).isEqualTo(5);
    for (String bad : new String[] {"0", "-1", "x", "99999999999999999999"}) {
      assertThatThrownBy(() -> Query.parse("limit=" + bad).limit(1000))
          .hasMessage("invalid 'limit' parameter");
    }
  }

  @Test
  void aMissingValueIsNamed() {
    assertThatThrownBy(() -> Query.parse("branch=").required("branch"))
        .hasMessage("branch parameter is required");
  }

  @Test
  void onlyTrueIsTrue() {
    assertThat(Query.parse("a=true").isTrue("a")).isTrue();
    assertThat(Query.parse("a=TRUE&b=1&c").isTrue("a")).isFalse();
    assertThat(Query.parse("b=1").isTrue("b")).isFalse();
  }

  @Test
  void aListIsTrimmedAndHasNoEmptyItems() {
    assertThat(Query.parse("t=a,%20b%20,,c,").list("t")).containsExactly("a", "b", "c");
    assertThat(Query.parse("t=").list("t")).isEmpty();
  }

  @Test
  void anIdHasItsCanonicalLength() {
    UUID id = UUID.randomUUID();
    assertThat(Query.uuid(id.toString())).hasValue(id);
    assertThat(Query.uuid("1-1-1-1-1")).isEmpty();
    assertThat(Query.uuid("nonsense")).isEmpty();
  }
}
