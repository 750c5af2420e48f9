package dev.docstore.bench;

import dev.docstore.bench.row.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code make bench} was told, all of it by variables.
 *
 * @param url of the server to measure; empty starts one of our own
 * @param token bearer credential for that server
 * @param rows names of the rows to measure; empty means all
 * @param quick shorter and noisier
 * @param mode what to measure
 * @param profile records what our own server does
 * @param jar the packaged server
 * @param folder for the server's folders and for recordings
 */
record Settings(
    Optional<String> url,
    Optional<String> token,
    Set<String> rows,
    boolean quick,
    Mode mode,
    boolean profile,
    Path jar,
    Path folder) {
  /** Its variable is its name. */
  enum Mode {
    TABLE,
    SHAPES,
    HEAP,
    SQL,
    SSE
  }

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException for the first that cannot be used
   */
  static Settings of(Map<String, String> variables) {
    Optional<String> url = value(variables, "URL");
    Settings settings =
        new Settings(
            url,
            value(variables, "TOKEN"),
            rows(value(variables, "ROWS").orElse("")),
            on(variables, "QUICK"),
            mode(variables),
            on(variables, "PROFILE"),
            Path.of(
                value(variables, "SERVER_JAR")
                    .orElse("docstore-server/target/docstore-server.jar")),
            Path.of(value(variables, "BENCH_DIR").orElse("bench/target/runs")));
    if (url.isPresent() && (settings.profile || settings.mode == Mode.SQL)) {
      throw new IllegalArgumentException(
          "PROFILE and SQL look into the server's processes, so they need a server that is started"
              + " here: leave out URL");
    }
    return settings;
  }

  private static Mode mode(Map<String, String> variables) {
    List<Mode> chosen =
        List.of(Mode.SHAPES, Mode.HEAP, Mode.SQL, Mode.SSE).stream()
            .filter(mode -> on(variables, mode.name()))
            .toList();
    if (chosen.size() > 1) {
      throw new IllegalArgumentException("choose one of SHAPES, HEAP, SQL and SSE");
    }
    return chosen.isEmpty() ? Mode.TABLE : chosen.getFirst();
  }

  private static Set<String> rows(String text) {
    Set<String> rows = new TreeSet<>();
    for (String name : text.split(",", -1)) {
      if (!name.isBlank()) {
        rows.add(name.strip());
      }
    }
    Set<String> unknown = new TreeSet<>(rows);
    unknown.removeAll(Rows.names());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "ROWS knows no %s; there are %s"
              .formatted(String.join(", ", unknown), String.join(", ", Rows.names())));
    }
    return rows;
  }

  private static Optional<String> value(Map<String, String> variables, String name) {
    @Nullable String value = variables.get(name);
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  private static boolean on(Map<String, String> variables, String name) {
    return value(variables, name).filter(text -> !text.equals("0")).isPresent();
  }
}
