package dev.docstore.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of one server of ours. */
public record ServerFolder(Path root) {
  private static final int LAST_LINES = 3;

  static ServerFolder create(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new ServerFolder(Files.createTempDirectory(parent.toAbsolutePath(), "server"));
  }

  Path data() {
    return root.resolve("data");
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path log() {
    return root.resolve("server.log");
  }

  /** Where its PostgreSQL listens: {@code postgres://user@host:port/database}. */
  public String databaseUrl() throws IOException {
    return Files.readString(data().resolve("database-url")).strip();
  }

  /** What its PostgreSQL says of itself. */
  public String postgresVersion() throws IOException, InterruptedException {
    Optional<Path> postgres;
    try (Stream<Path> files =
        Files.find(data(), 5, (path, _) -> path.endsWith(Path.of("bin", "postgres")))) {
      postgres = files.findFirst();
    }
    return postgres.isEmpty()
        ? "PostgreSQL of unknown version"
        : Jdk.output(List.of(postgres.get().toString(), "--version"))
            .strip()
            .replace("postgres (PostgreSQL)", "PostgreSQL");
  }

  String endOfLog() throws IOException {
    List<String> lines = Files.readAllLines(log());
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  void delete() throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(root)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : all) {
      try {
        Files.deleteIfExists(path);
      } catch (NoSuchFileException gone) {
        // A process on its way out tidies up as well.
      }
    }
  }
}
