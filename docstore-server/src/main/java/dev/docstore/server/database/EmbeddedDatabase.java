package dev.docstore.server.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that a laptop's server starts for itself: persistent, and as durable as any other
 * ({@code fsync} on; the library's defaults lose acknowledged commits).
 *
 * <p>Its address is written to {@code <data dir>/database-url}, so that the other services of a
 * laptop find it.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  private final EmbeddedPostgres postgres;
  private final Path urlFile;

  private EmbeddedDatabase(EmbeddedPostgres postgres, Path urlFile) {
    this.postgres = postgres;
    this.urlFile = urlFile;
  }

  static EmbeddedDatabase start(Path dataDir, int port) {
    Path data = dataDir.resolve("data");
    try {
      Files.createDirectories(dataDir);
      stopLeftOver(data);
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setOverrideWorkingDirectory(dataDir.resolve("bin").toFile())
              .setCleanDataDirectory(false)
              // It outlives the requests that a stopping server finishes; close() ends it.
              .setRegisterShutdownHook(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "100")
              .setServerConfig("shared_buffers", "128MB")
              // A laptop imports a project and reads it at once; the default is a minute.
              .setServerConfig("autovacuum_naptime", "10s")
              .setServerConfig("timezone", "UTC")
              // Access is by trust: the port is on loopback only, and no socket lies in /tmp.
              .setServerConfig("unix_socket_directories", "");
      if (port > 0) {
        builder.setPort(port);
      }
      EmbeddedDatabase database =
          new EmbeddedDatabase(builder.start(), dataDir.resolve("database-url"));
      Files.writeString(database.urlFile, database.url() + "\n");
      LOG.info("embedded PostgreSQL listens on 127.0.0.1:{}", database.postgres.getPort());
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the embedded PostgreSQL in " + dataDir + " did not start: " + e.getMessage(), e);
    }
  }

  /** {@code postgres://…}, as {@code DATABASE_URL} is written. */
  String url() {
    return "postgres://postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
  }

  /**
   * After a hard kill of this process its PostgreSQL lives on and holds the folder: it is asked to
   * stop first.
   */
  static void stopLeftOver(Path data) throws IOException {
    ProcessHandle process = postmaster(data.resolve("postmaster.pid")).orElse(null);
    if (process == null || !serves(process, data)) {
      return;
    }
    long pid = process.pid();
    LOG.warn("stopping the PostgreSQL that a killed server left behind (process {})", pid);
    process.destroy();
    try {
      process.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | CompletionException e) {
      throw new IOException("the PostgreSQL of process " + pid + " does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stopping process " + pid, e);
    }
  }

  private static Optional<ProcessHandle> postmaster(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    return lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,10}")
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
  }

  /** The number may belong to another process by now, another PostgreSQL even. */
  private static boolean serves(ProcessHandle process, Path data) {
    return process.info().command().orElse("").endsWith("/postgres")
        && process
            .info()
            .arguments()
            .map(arguments -> List.of(arguments).contains(data.toString()))
            .orElse(true);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(urlFile);
    postgres.close();
  }
}
