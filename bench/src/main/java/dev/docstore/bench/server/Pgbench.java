package dev.docstore.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the statements of a commit without the server around them. */
public final class Pgbench {
  private static final Pattern TPS = Pattern.compile("^tps = ([0-9.]+)", Pattern.MULTILINE);

  private final URI database;
  private final Path script;

  private Pgbench(URI database, Path script) {
    this.database = database;
    this.script = script;
  }

  /**
   * On our server's database.
   *
   * @throws IOException when there is no pgbench
   */
  public static Pgbench on(OwnServer server) throws IOException, InterruptedException {
    try {
      Jdk.output(List.of("pgbench", "--version"));
    } catch (IOException e) {
      throw new IOException(
          "pgbench is not on the PATH: it comes with PostgreSQL (postgresql-contrib)", e);
    }
    Path script = server.folder().root().resolve("commit.sql");
    try (InputStream text =
        Objects.requireNonNull(Pgbench.class.getResourceAsStream("commit.sql"))) {
      Files.copy(text, script);
    }
    return new Pgbench(URI.create(server.folder().databaseUrl()), script);
  }

  /**
   * Transactions per second of one run.
   *
   * @param org owner of the repos {@code r1} to {@code r<repos>}
   */
  public double perSecond(String org, int repos, int clients, Duration time)
      throws IOException, InterruptedException {
    return tps(
        Jdk.output(
            List.of(
                "pgbench",
                "--no-vacuum",
                "--protocol=prepared",
                "--file=" + script,
                "--define=org=" + org,
                "--define=repos=" + repos,
                "--client=" + clients,
                "--jobs=" + Math.min(clients, 2),
                "--time=" + Math.max(1, time.toSeconds()),
                "--host=" + database.getHost(),
                "--port=" + database.getPort(),
                "--username=" + database.getUserInfo(),
                database.getPath().substring(1))));
  }

  /** What the last lines of its output say. */
  static double tps(String output) throws IOException {
    Matcher matcher = TPS.matcher(output);
    if (!matcher.find()) {
      throw new IOException("pgbench did not say how fast it was: " + output.strip());
    }
    return Double.parseDouble(matcher.group(1));
  }
}
