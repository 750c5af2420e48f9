package dev.docstore.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  /** The transcript in the README is what `make demo` prints, but for the names of the run. */
  @Test
  void showsTheWalkAsItIs() throws IOException {
    String transcript =
        Files.readString(Checkout.TOP.resolve("README.md"))
            .lines()
            .dropWhile(line -> !line.equals("<!-- the walk -->"))
            .skip(2)
            .takeWhile(line -> !line.equals("```"))
            .collect(Collectors.joining("\n", "", "\n"));

    Walk.golden("acme", "http://localhost:8080", "dev@localhost.dev", "/home/you/docstore/.dev")
        .matches(transcript);
  }
}
