package dev.docstore.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.settings.DatabaseUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  @TempDir Path folder;

  /** What another JVM runs: starts the database, writes a row, and never stops by itself. */
  static final class LeftBehind {
    private LeftBehind() {}

    public static void main(String[] args) throws Exception {
      EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), 0);
      execute(database.url(), "create table kept (text text)");
      execute(database.url(), "insert into kept values ('acknowledged')");
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(String url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "nothing";
    }
  }

  private static Connection connect(String url) throws SQLException {
    DatabaseUrl parts = DatabaseUrl.parse(url);
    return DriverManager.getConnection(parts.jdbcUrl(), parts.user(), parts.password());
  }

  @Test
  void keepsItsDataAndIsDurable() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(folder.resolve("database-url")).hasContent(database.url() + "\n");
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(query(database.url(), "show " + setting)).as(setting).isEqualTo("on");
      }
      assertThat(query(database.url(), "show listen_addresses")).isIn("localhost", "127.0.0.1");
      execute(database.url(), "create table kept (text text)");
      execute(database.url(), "insert into kept values ('acknowledged')");
    }
    assertThat(folder.resolve("database-url")).doesNotExist();
    assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(query(database.url(), "select text from kept")).isEqualTo("acknowledged");
    }
  }

  @Test
  void takesOverFromAServerThatWasKilled() throws Exception {
    ProcessHandle leftOver = leaveADatabaseBehind();
    assertThat(leftOver.isAlive()).as("it outlives its server").isTrue();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(leftOver.isAlive()).isFalse();
      assertThat(query(database.url(), "select text from kept")).isEqualTo("acknowledged");
    }
  }

  private ProcessHandle leaveADatabaseBehind() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                LeftBehind.class.getName(),
                folder.toString())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    try (BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.equals("ready")) {
        line = out.readLine();
      }
      assertThat(line).as(() -> said(folder.resolve("stderr"))).isEqualTo("ready");
    }
    long pid = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
    ProcessHandle postgres = ProcessHandle.of(pid).orElseThrow();
    jvm.destroyForcibly();
    assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return postgres;
  }

  private static String said(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void leavesAStrangerAloneWhoHasTheOldNumber() throws Exception {
    try (EmbeddedDatabase ours = EmbeddedDatabase.start(folder.resolve("ours"), 0)) {
      Path other = Files.createDirectories(folder.resolve("other/data"));
      Files.copy(folder.resolve("ours/data/postmaster.pid"), other.resolve("postmaster.pid"));
      EmbeddedDatabase.stopLeftOver(other);
      await()
          .during(Duration.ofMillis(200))
          .untilAsserted(() -> assertThat(query(ours.url(), "select 1")).isEqualTo("1"));
    }
  }

  @Test
  void aBrokenPidFileStopsNobody() throws Exception {
    for (String content : new String[] {"", "nonsense\n", "-1\n", "99999999999999999999\n"}) {
      Files.writeString(folder.resolve("postmaster.pid"), content);
      EmbeddedDatabase.stopLeftOver(folder);
      assertThat(folder.resolve("postmaster.pid")).hasContent(content);
    }
  }
}
