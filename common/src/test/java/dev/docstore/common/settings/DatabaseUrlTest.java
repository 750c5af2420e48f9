package dev.docstore.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.settings.Settings.BadSettingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgres://ann:pw@/docs?host=/cloudsql/p:r:i|5432|",
        "postgres://ann:pw@localhost/docs?host=%2Fcloudsql%2Fp%3Ar%3Ai|5432|",
        "postgres://ann:pw@localhost:6000/docs?host=/cloudsql/p:r:i|6000|",
        "postgresql://ann:pw@localhost/docs?a=b&host=/cloudsql/p:r:i&port=7000|7000|a=b&"
      })
  void reachesAServerThroughItsUnixSocket(String url, String port, @Nullable String more) {
    assertThat(DatabaseUrl.parse(url))
        .isEqualTo(
            new DatabaseUrl(
                "jdbc:postgresql://localhost/docs?"
                    + (more == null ? "" : more)
                    + "socketFactory=org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg"
                    + "&socketFactoryArg=%2Fcloudsql%2Fp%3Ar%3Ai%2F.s.PGSQL."
                    + port
                    + "&sslmode=disable&gssEncMode=disable",
                "ann",
                "pw"));
  }

  @Test
  void anOrdinaryHostOptionIsLeftToTheDriver() {
    assertThat(DatabaseUrl.parse("postgres://db/docs?host=other&x").jdbcUrl())
        .isEqualTo("jdbc:postgresql://db/docs?host=other&x=");
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
        "postgres://ann:secret with space@db/docs"
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
