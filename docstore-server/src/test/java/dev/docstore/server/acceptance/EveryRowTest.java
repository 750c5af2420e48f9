package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No acceptance row of the contract is forgotten: spec 01 §19 here, spec 02 §13 next door. */
class EveryRowTest {
  private static final Path SERVER = Path.of("dev", "docstore", "server");
  private static final Pattern ROW = Pattern.compile("row(\\d\\d)[A-Z].*");

  @ParameterizedTest
  @CsvSource({"acceptance, 48", "collaboration, 30"})
  void everyRowOfTheContractIsATestUnderItsNumber(String rowsPackage, int rows) throws Exception {
    SortedSet<Integer> tested =
        classes(SERVER.resolve(rowsPackage))
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .map(method -> ROW.matcher(method.getName()))
            .filter(Matcher::matches)
            .map(matcher -> Integer.valueOf(matcher.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(tested).containsExactlyElementsOf(IntStream.rangeClosed(1, rows).boxed().toList());
  }

  private static Stream<Class<?>> classes(Path rowsPackage) throws IOException, URISyntaxException {
    Path classes =
        Path.of(EveryRowTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve(rowsPackage))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("RowsTest.class"))
          .map(file -> classes.relativize(file).toString())
          .<Class<?>>map(file -> load(file.substring(0, file.length() - ".class".length())))
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String path) {
    try {
      return Class.forName(path.replace(File.separatorChar, '.'));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
