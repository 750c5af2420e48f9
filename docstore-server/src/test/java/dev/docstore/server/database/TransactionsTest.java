package dev.docstore.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestClock;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Against a real PostgreSQL, which fails as it fails in life. */
@DatabaseTest
class TransactionsTest {
  private static final TestClock CLOCK = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));

  private static TestDatabase database;
  private static HikariDataSource pool;
  private static JdbcClient jdbc;
  private static Transactions transactions;

  @BeforeAll
  static void connect(TestDatabase ofThisClass) {
    database = ofThisClass;
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    pool = new HikariDataSource(config);
    jdbc = JdbcClient.create(pool);
    transactions =
        new Transactions(new JdbcTransactionManager(pool), new JdbcTemplate(pool), CLOCK);
    database.execute("create table counters (name text primary key, value int not null)");
  }

  @AfterAll
  static void disconnect() {
    pool.close();
  }

  private static void counter(String name) {
    jdbc.sql("insert into counters values (?, 0)").param(name).update();
  }

  private static void add(String name) {
    jdbc.sql("update counters set value = value + 1 where name = ?").param(name).update();
  }

  private static int value(String name) {
    return jdbc.sql("select value from counters where name = ?")
        .param(name)
        .query(Integer.class)
        .single();
  }

  @Test
  void oneOfADeadlockIsTriedAgain() throws Exception {
    counter("left");
    counter("right");
    AtomicInteger runs = new AtomicInteger();
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> one = threads.submit(() -> addBoth("left", "right", runs, bothHoldOne));
      Future<?> other = threads.submit(() -> addBoth("right", "left", runs, bothHoldOne));
      one.get(30, TimeUnit.SECONDS);
      other.get(30, TimeUnit.SECONDS);
    }
    assertThat(runs).as("two, and the victim again").hasValueGreaterThanOrEqualTo(3);
    assertThat(value("left")).isEqualTo(2);
    assertThat(value("right")).isEqualTo(2);
  }

  private static void addBoth(
      String first, String second, AtomicInteger runs, CyclicBarrier bothHoldOne) {
    transactions.write(
        () -> {
          add(first);
          if (runs.incrementAndGet() <= 2) {
            awaitOther(bothHoldOne);
          }
          add(second);
          return first;
        });
  }

  private static void awaitOther(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fail(String sqlState) {
    jdbc.sql(
            "do $$ begin raise exception 'made to fail' using errcode = '" + sqlState + "'; end $$")
        .update();
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01"})
  void aSerializationFailureIsTriedAgain(String sqlState) {
    counter(sqlState);
    AtomicInteger runs = new AtomicInteger();
    assertThat(
            transactions.<String>write(
                () -> {
                  add(sqlState);
                  if (runs.incrementAndGet() < 4) {
                    fail(sqlState);
                  }
                  return "done";
                }))
        .isEqualTo("done");
    assertThat(runs).hasValue(4);
    assertThat(value(sqlState)).isEqualTo(1);
  }

  @Test
  void theTriesAreBounded() {
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                transactions.write(
                    () -> {
                      runs.incrementAndGet();
                      fail("40001");
                      return runs;
                    }))
        .isInstanceOf(ConcurrencyFailureException.class);
    assertThat(runs).hasValue(5);
  }

  @Test
  void theTimeIsBounded() {
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                transactions.write(
                    () -> {
                      runs.incrementAndGet();
                      CLOCK.advance(Duration.ofSeconds(15));
                      fail("40001");
                      return runs;
                    }))
        .isInstanceOf(ConcurrencyFailureException.class);
    assertThat(runs).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "22012", "XX000"})
  void anyOtherFailureIsNotTriedAgain(String sqlState) {
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                transactions.write(
                    () -> {
                      runs.incrementAndGet();
                      fail(sqlState);
                      return runs;
                    }))
        .isInstanceOf(DataAccessException.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aRefusalRollsBackAndGoesThrough() {
    counter("refused");
    DocStoreException refusal = DocStoreException.badRequest("no");
    assertThatThrownBy(
            () ->
                transactions.write(
                    () -> {
                      add("refused");
                      throw refusal;
                    }))
        .isSameAs(refusal);
    assertThat(value("refused")).isZero();
  }

  /** Ends the session that asks, from another one, as a crash of the server would. */
  private static void loseTheConnection() {
    String session = jdbc.sql("select pg_backend_pid()").query(String.class).single();
    database.queryText("select pg_terminate_backend(" + session + ", 10000)");
  }

  @Test
  void aConnectionLostAtTheCommitIsAnUnknownOutcome() {
    counter("lost");
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                transactions.write(
                    () -> {
                      runs.incrementAndGet();
                      add("lost");
                      loseTheConnection();
                      return runs;
                    }))
        .isInstanceOfSatisfying(
            DocStoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE))
        .hasMessage(
            "the connection to the database was lost at the commit, so the outcome is unknown;"
                + " repeat the request with the same Idempotency-Key");
    assertThat(runs).as("never run again by itself").hasValue(1);
    assertThat(value("lost")).isZero();
  }

  @Test
  void aConnectionLostBeforeThatIsAFailure() {
    counter("early");
    assertThatThrownBy(
            () ->
                transactions.write(
                    () -> {
                      loseTheConnection();
                      add("early");
                      return true;
                    }))
        .isNotInstanceOf(DocStoreException.class);
    assertThat(value("early")).isZero();
  }

  /** A deferred constraint speaks at the commit only: that is an answer. */
  @Test
  void aCommitThatTheDatabaseRefusesIsAFailure() {
    database.execute("create table deferred (n int unique deferrable initially deferred)");
    assertThatThrownBy(
            () ->
                transactions.write(() -> jdbc.sql("insert into deferred values (1), (1)").update()))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void readsSeeOneSnapshotAndCannotWrite() {
    counter("seen");
    int[] before = new int[1];
    int after =
        transactions.read(
            () -> {
              before[0] = value("seen");
              database.execute("update counters set value = 7 where name = 'seen'");
              return value("seen");
            });
    assertThat(before[0]).isZero();
    assertThat(after).isZero();
    assertThat(value("seen")).isEqualTo(7);
    assertThatThrownBy(
            () ->
                transactions.read(
                    () -> {
                      add("seen");
                      return true;
                    }))
        .isInstanceOf(DataAccessException.class);
  }
}
