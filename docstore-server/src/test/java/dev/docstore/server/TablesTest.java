package dev.docstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One feature writes a table; others go through its queries. */
class TablesTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/docstore/server");
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Pattern FEATURE = Pattern.compile("feature `([a-z]+)`");
  private static final Pattern CREATED = Pattern.compile("(?m)^create table ([a-z_]+)");
  private static final Pattern WRITTEN =
      Pattern.compile("(?i)\\b(?:insert\\s+into|update|delete\\s+from)\\s+([a-z_]+)");

  /** Tables whose migration lies in `common`: the server's side of them is the feature `ci`. */
  private static final Map<String, String> SHARED =
      Map.of(
          "ci_jobs", "ci",
          "ci_oidc_tokens", "ci",
          "ci_schedules", "ci",
          "ci_schedule_changes", "ci");

  @Test
  void everyTableIsWrittenByItsOwnFeatureOnly() {
    Map<String, String> owners = owners();
    Set<String> strangers = new TreeSet<>();
    Set<String> written = new TreeSet<>();
    for (Path source : files(SOURCES, ".java")) {
      String feature = SOURCES.relativize(source).getName(0).toString();
      Matcher statement = WRITTEN.matcher(read(source));
      while (statement.find()) {
        String table = statement.group(1);
        String owner = owners.getOrDefault(table, feature);
        written.add(table);
        if (!owner.equals(feature)) {
          strangers.add(feature + " writes " + table + " of " + owner + " in " + source);
        }
      }
    }

    assertThat(strangers).isEmpty();
    assertThat(written).contains("orgs", "repos", "branches", "roles", "check_runs", "proposals");
  }

  @Test
  void everyMigrationNamesTheFeatureThatOwnsItsTables() {
    assertThat(files(MIGRATIONS, ".sql"))
        .allSatisfy(migration -> assertThat(FEATURE.matcher(read(migration)).find()).isTrue());
  }

  private static Map<String, String> owners() {
    Map<String, String> owners = new TreeMap<>(SHARED);
    for (Path migration : files(MIGRATIONS, ".sql")) {
      String text = read(migration);
      Matcher feature = FEATURE.matcher(text);
      Matcher created = CREATED.matcher(text);
      if (feature.find()) {
        created.results().forEach(table -> owners.put(table.group(1), feature.group(1)));
      }
    }
    return owners;
  }

  private static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
