package dev.docstore.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.settings.Settings.BadSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @Test
  void takesAUrlApart() {
    assertThat(DatabaseUrl.parse("postgres://ann:p%40ss+word@db:5433/docs?sslmode=require"))
        .isEqualTo(
            new DatabaseUrl("jdbc:postgresql://db:5433/docs?sslmode=require", "ann", "p@ss+word"));
    assertThat(DatabaseUrl.parse("postgresql://db/docs"))
        .isEqualTo(new DatabaseUrl("jdbc:postgresql://db/docs", "", ""));
  }

  @Test
  void leavesAJdbcUrlAlone() {
    String url = "jdbc:postgresql://db/docs?user=ann";
    assertThat(DatabaseUrl.parse(url).jdbcUrl()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host=db user=ann password=secret",
        "mysql://ann:secret@db/docs",
        "postgres://ann:secret with space@db/docs",
        "postgres:///docs?host=/cloudsql/secret:region:name"
      })
  void refusesOtherFormsWithoutRepeatingThem(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(BadSettingException.class)
        .hasMessageStartingWith("DATABASE_URL")
        .hasMessageNotContaining("secret");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(DatabaseUrl.parse("postgres://ann:secret@db/docs").toString())
        .doesNotContain("secret");
  }
}
