package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The committed module was made from the committed sources: whoever changes one of them has to run
 * {@code make rego-wasm}, which writes the manifest anew.
 */
class ManifestTest {

  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final String ADVICE = "run make rego-wasm and commit what it makes";

  private static List<String> manifest() throws IOException {
    return Files.readAllLines(MODULE.resolve("src/main/wasm/rego.manifest"));
  }

  private static Map<String, String> recorded() throws IOException {
    return manifest().stream()
        .skip(1)
        .map(line -> line.split(" +", 2))
        .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (a, b) -> a, TreeMap::new));
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void recordsEverySourceAndTheRecipe() throws Exception {
    try (Stream<Path> sources = Files.walk(MODULE.resolve("shim"))) {
      List<String> expected =
          Stream.concat(
                  sources
                      .filter(Files::isRegularFile)
                      .map(MODULE::relativize)
                      // The recipe makes it from Cargo.lock.in.
                      .filter(path -> !path.endsWith("Cargo.lock")),
                  Stream.of(Path.of("build-wasm.sh"), Path.of("src/main/wasm/rego.wasm")))
              .map(Path::toString)
              .sorted()
              .toList();
      assertThat(recorded().keySet()).as(ADVICE).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void agreesWithTheSourcesTheRecipeAndTheModule() throws Exception {
    Map<String, String> actual = new TreeMap<>();
    for (String file : recorded().keySet()) {
      actual.put(file, sha256(MODULE.resolve(file)));
    }
    assertThat(actual).as(ADVICE).isEqualTo(recorded());
  }

  @Test
  void recordsTheCompilerThatTheRecipePins() throws Exception {
    String compiler = manifest().getFirst();
    assertThat(compiler).startsWith("rustc ");
    assertThat(Files.readString(MODULE.resolve("build-wasm.sh")))
        .contains("rustc_wanted=\"" + compiler + "\"");
  }
}
