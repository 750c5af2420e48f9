package dev.docstore.rego;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One conformance case. {@code conformance/<feature>.cases} holds them in the form that
 * rego/oracle/main.go tells, {@code conformance/answers.json} what OPA made of them.
 */
record Case(
    String feature,
    String name,
    String input,
    RegoModule policy,
    List<RegoModule> library,
    JsonNode opa) {

  static final Path FOLDER = Path.of("src/test/resources/conformance");
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final Pattern PACKAGE = Pattern.compile("^package\\s+(.+)$", Pattern.MULTILINE);
  private static final String INPUT = "input: ";
  private static final List<Case> ALL = read();

  static List<Case> all() {
    return ALL;
  }

  /** How the lists of differences and messages name it. */
  String id() {
    return feature + ": " + name;
  }

  boolean refusedByOpa() {
    return opa.has("refused");
  }

  private static List<Case> read() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      JsonNode answers = JSON.readTree(FOLDER.resolve("answers.json")).get("answers");
      String input = Files.readString(FOLDER.resolve("input.json"));
      List<Case> cases = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".cases")).sorted().toList()) {
        String feature = file.getFileName().toString().replace(".cases", "");
        String[] parts = ("\n" + Files.readString(file)).split("\n== ", -1);
        for (String part : List.of(parts).subList(1, parts.length)) {
          cases.add(read(feature, part, input, answers));
        }
      }
      return List.copyOf(cases);
    } catch (IOException e) {
      throw new AssertionError("the conformance cases cannot be read", e);
    }
  }

  private static Case read(String feature, String part, String standard, JsonNode answers) {
    String[] lines = part.split("\n", 2);
    String name = lines[0].strip();
    String body = lines[1];
    String input = standard;
    if (body.startsWith(INPUT)) {
      input = body.substring(INPUT.length(), body.indexOf('\n'));
      body = body.substring(body.indexOf('\n') + 1);
    }
    String[] sources = ("\n" + body).split("\n--- ", -1);
    String first = trimmed(sources[0]);
    if (!PACKAGE.matcher(first).find() && !name.contains("without a package")) {
      first = "package test\n" + first;
    }
    List<RegoModule> library = new ArrayList<>();
    for (String source : List.of(sources).subList(1, sources.length)) {
      String[] module = source.split("\n", 2);
      library.add(new RegoModule(module[0].strip(), trimmed(module[1])));
    }
    JsonNode opa = answers.path(feature).path(name);
    if (opa.isMissingNode()) {
      throw new AssertionError(feature + ": " + name + " has no answer; run `make rego-cases`");
    }
    return new Case(feature, name, input, new RegoModule("case.rego", first), library, opa);
  }

  private static String trimmed(String source) {
    return source.strip() + "\n";
  }

  /** How this engine's answer differs from OPA's; null if it does not. */
  @Nullable String difference(Outcome here) {
    return switch (here) {
      case Outcome.Refused(List<Problem> problems) ->
          refusedByOpa() ? null : "OPA says " + opa + ", refused here: " + problems;
      case Outcome.Failed(String why) ->
          opa.has("failed") ? null : "OPA says " + opa + ", failed here: " + why;
      case Outcome.Values(JsonNode values) ->
          Outcome.same(valuesOfOpa(), values) ? null : "OPA says " + opa + ", here: " + values;
    };
  }

  /** The rules with a value, which may be none; missing if OPA refused the case or failed. */
  private JsonNode valuesOfOpa() {
    return opa.isEmpty() ? JSON.createObjectNode() : opa.path("values");
  }
}
