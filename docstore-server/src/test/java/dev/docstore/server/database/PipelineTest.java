package dev.docstore.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

@DatabaseTest
class PipelineTest {
  private static HikariDataSource pool;
  private static JdbcTemplate jdbc;
  private static Transactions transactions;

  @BeforeAll
  static void connect(TestDatabase database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    pool = new HikariDataSource(config);
    jdbc = new JdbcTemplate(pool);
    transactions =
        new Transactions(
            new JdbcTransactionManager(pool), new JdbcTemplate(pool), Clock.systemUTC());
    database.execute("create table words (place int primary key, word text)");
  }

  @AfterAll
  static void disconnect() {
    pool.close();
  }

  private static List<@Nullable String> words(int from) {
    return jdbc.queryForList(
        "select word from words where place between ? and ? order by place",
        String.class,
        from,
        from + 9);
  }

  @Test
  void sendsNothingWhenNothingWasAdded() {
    new Pipeline().run(jdbc);
    assertThat(words(0)).isEmpty();
  }

  @Test
  void letsEachStatementSeeThoseBeforeIt() {
    List<String> seen = new ArrayList<>();
    new Pipeline()
        .add("insert into words values (?, ?), (?, ?)", 10, "one", 11, null)
        .query(
            row -> seen.add(row.getString(1)),
            "select coalesce(word, 'nothing') from words where place between ? and ? order by place",
            10,
            19)
        .add("update words set word = upper(word) where place = ?", 10)
        .query(row -> seen.add(row.getString(1)), "select word from words where place = ?", 10)
        .run(jdbc);
    assertThat(seen).containsExactly("one", "nothing", "ONE");
  }

  @Test
  void passesOverRowsThatNobodyWants() {
    List<Long> seen = new ArrayList<>();
    new Pipeline()
        .add("select generate_series(1, 3)")
        .query(row -> seen.add(row.getLong(1)), "select generate_series(?, ?)", 7, 8)
        .run(jdbc);
    assertThat(seen).containsExactly(7L, 8L);
  }

  @Test
  void takesArraysAsParameters() {
    new Pipeline()
        .add(
            "insert into words select * from unnest(?::int[], ?::text[])",
            new Integer[] {20, 21},
            new String[] {"a;b", "c'?"})
        .run(jdbc);
    assertThat(words(20)).containsExactly("a;b", "c'?");
  }

  @Test
  void holdsOrFailsAsTheTransactionDoes() {
    Pipeline pipeline =
        new Pipeline()
            .add("insert into words values (?, ?)", 30, "first")
            .add("insert into words values (?, ?)", 30, "again")
            .add("insert into words values (?, ?)", 31, "after");
    assertThatThrownBy(
            () ->
                transactions.write(
                    () -> {
                      pipeline.run(jdbc);
                      return true;
                    }))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(words(30)).isEmpty();
  }
}
