package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** No row of spec 01 §19 is forgotten. */
class EveryRowTest {
  private static final int ROWS = 48;
  private static final Pattern ROW = Pattern.compile("row(\\d\\d)[A-Z].*");

  @Test
  void everyRowOfTheContractIsATestUnderItsNumber() throws Exception {
    SortedSet<Integer> tested =
        classes()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .map(method -> ROW.matcher(method.getName()))
            .filter(Matcher::matches)
            .map(matcher -> Integer.valueOf(matcher.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(tested).containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS).boxed().toList());
  }

  /** The classes of this package. */
  private static Stream<Class<?>> classes() throws IOException, URISyntaxException {
    Class<?> self = EveryRowTest.class;
    Path folder =
        Path.of(self.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(self.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("RowsTest.class"))
          .<Class<?>>map(
              name -> load(self.getPackageName() + "." + name.substring(0, name.length() - 6)))
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
