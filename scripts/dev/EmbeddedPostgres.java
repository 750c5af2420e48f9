import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The PostgreSQL that the server runs: a server that is killed leaves it behind. */
class EmbeddedPostgres {
  private EmbeddedPostgres() {}

  /** The one that still runs on this data directory; its pid is the first line of a file it keeps. */
  static Optional<ProcessHandle> left(Path serverData) {
    if (!Files.isDirectory(serverData)) {
      return Optional.empty();
    }
    try (var files = Files.find(serverData, 3, (path, _) -> path.endsWith("postmaster.pid"))) {
      return files
          .findFirst()
          .flatMap(EmbeddedPostgres::pid)
          .flatMap(ProcessHandle::of)
          .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
    } catch (IOException | UncheckedIOException gone) {
      return Optional.empty();
    }
  }

  private static Optional<Long> pid(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().map(line -> Long.valueOf(line.strip()));
    } catch (IOException | NumberFormatException gone) {
      return Optional.empty();
    }
  }
}
