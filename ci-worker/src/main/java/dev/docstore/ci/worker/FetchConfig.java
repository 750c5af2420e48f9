package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.CiYaml;
import dev.docstore.common.ciyaml.CiYamlParser;
import dev.docstore.common.ciyaml.CiYamlProblems;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.FileContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;

/** Reads {@code .docstore/ci.yaml} as it is at the commit under test. */
record FetchConfig(DocStore docstore) {
  /** What there is to run. */
  sealed interface Config {
    /** The file is there and valid. */
    record Usable(CiYaml yaml) implements Config {}

    /** There is no such file, and so nothing to do. */
    record Absent() implements Config {}

    /** It cannot be read; the reason is for the author of the file. */
    record Unusable(String reason) implements Config {}
  }

  Config call() throws InterruptedException {
    String route =
        "file/%s?branch=%s&at=%d"
            .formatted(CiYaml.PATH, Urls.query(docstore.job().branch()), docstore.job().sequence());
    try {
      Http.Answer answer = docstore.get(route);
      return switch (answer.status()) {
        case 200 -> parse(answer);
        case 404 -> new Config.Absent();
        default -> new Config.Unusable("fetch config: unexpected status " + answer.status());
      };
    } catch (IOException | JobFailedException e) {
      return new Config.Unusable("fetch config: " + e.getMessage());
    } catch (JacksonException e) {
      return new Config.Unusable("decode file response: " + e.getOriginalMessage());
    }
  }

  private static Config parse(Http.Answer answer) {
    String json = new String(answer.body(), StandardCharsets.UTF_8);
    byte[] content = Json.read(json, FileContent.class).content();
    if (content == null) {
      return new Config.Unusable("decode file response: no content");
    }
    return switch (CiYamlParser.parse(content)) {
      case CiYaml yaml -> new Config.Usable(yaml);
      case CiYamlProblems problems -> new Config.Unusable("parse ci.yaml: " + problems);
    };
  }
}
