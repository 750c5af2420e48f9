package dev.docstore.bench.server;

import java.io.IOException;
import java.util.List;

/** Counts what our server asks of its database: every statement of its own is a transaction. */
public final class DatabaseCounter {
  private final String url;
  private final long begin = System.nanoTime();
  private final long atBegin;

  private DatabaseCounter(String url) throws IOException, InterruptedException {
    this.url = url;
    this.atBegin = transactions();
  }

  /**
   * Begins to count.
   *
   * @throws IOException when there is no psql
   */
  public static DatabaseCounter of(OwnServer server) throws IOException, InterruptedException {
    return new DatabaseCounter(server.folder().databaseUrl());
  }

  /** Transactions per second since then. */
  public double perSecond() throws IOException, InterruptedException {
    return (transactions() - atBegin) * 1e9 / (System.nanoTime() - begin);
  }

  private long transactions() throws IOException, InterruptedException {
    String count =
        Jdk.output(
            List.of(
                "psql",
                "--no-psqlrc",
                "--tuples-only",
                "--no-align",
                "--command=select sum(xact_commit + xact_rollback) from pg_stat_database",
                url));
    return Long.parseLong(count.strip());
  }
}
