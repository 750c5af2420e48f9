package dev.docstore.server.database;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in a READ COMMITTED transaction, and again when the database asks for it: the only
 * retry loop of the server, bounded in tries and time.
 *
 * <p>A connection that is lost at COMMIT leaves a third outcome, neither done nor failed. Such work
 * is never run again from here; the caller is told so with 503 and may repeat the request with its
 * {@code Idempotency-Key}.
 */
@Component
public class Transactions {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
  private static final int TRIES = 5;
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final TransactionTemplate template;
  private final TransactionTemplate readOnly;
  private final JdbcOperations jdbc;
  private final Clock clock;

  Transactions(PlatformTransactionManager manager, JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.template = new TransactionTemplate(manager);
    this.readOnly = new TransactionTemplate(manager);
    this.readOnly.setReadOnly(true);
    this.clock = clock;
  }

  /**
   * Runs the work and commits. The work may run several times and must have no effect outside the
   * database.
   *
   * @throws DocStoreException 503 when it is unknown whether the commit happened
   */
  public <T> T write(Supplier<T> work) {
    Instant deadline = clock.instant().plus(DEADLINE);
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(work);
      } catch (ConcurrencyFailureException e) {
        if (attempt == TRIES || clock.instant().isAfter(deadline)) {
          throw e;
        }
        LOG.debug("transaction is tried again ({} of {})", attempt, TRIES, e);
      }
    }
  }

  /** Runs reads that belong together on one snapshot. */
  public <T> T read(Supplier<T> work) {
    return value(
        readOnly.execute(
            _ -> {
              // Said here, it costs one round trip; said to the driver, one before and one after
              // too.
              jdbc.execute("set transaction isolation level repeatable read");
              return new Box<>(work.get());
            }));
  }

  private <T> T attempt(Supplier<T> work) {
    // Set once the work itself is through: what fails after that failed at COMMIT.
    boolean[] worked = new boolean[1];
    try {
      return value(
          template.execute(
              _ -> {
                T result = work.get();
                worked[0] = true;
                return new Box<>(result);
              }));
    } catch (TransactionException | DataAccessException e) {
      if (worked[0] && !refused(e)) {
        throw new DocStoreException(
            ErrorCode.SERVICE_UNAVAILABLE,
            "the connection to the database was lost at the commit, so the outcome is unknown;"
                + " repeat the request with the same Idempotency-Key",
            e);
      }
      throw e;
    }
  }

  /**
   * Whether the database itself answered that it did not commit. Everything else leaves the outcome
   * open: a broken connection (SQLSTATE class 08), a server that went away (57P0x), and also an
   * error without a state, which is what remains when even the rollback after it failed.
   */
  private static boolean refused(Throwable e) {
    if (e instanceof UnexpectedRollbackException) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return !sql.getSQLState().startsWith("08") && !sql.getSQLState().startsWith("57P0");
      }
    }
    return false;
  }

  private record Box<T>(T value) {}

  private static <T> T value(@Nullable Box<T> box) {
    if (box == null) {
      throw new IllegalStateException("a transaction gave no result");
    }
    return box.value();
  }
}
