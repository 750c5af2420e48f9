package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.ciyaml.SecretUse;
import dev.docstore.common.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Asks for the values of all secrets that the job's checks list (spec 03 §16.5). */
record RevealSecrets(DocStore docstore) {
  private static final Logger LOG = LoggerFactory.getLogger(RevealSecrets.class);

  private record Request(List<String> names) {}

  private record Answer(@Nullable Map<String, String> values, @Nullable List<String> missing) {}

  /** Values by repo name. */
  record Secrets(Map<String, byte[]> values) {
    static final Secrets NONE = new Secrets(Map.of());

    @Override
    public String toString() {
      return "Secrets" + values.keySet();
    }
  }

  Secrets call(List<Check> checks) throws JobFailedException, InterruptedException {
    List<String> names = names(checks);
    if (names.isEmpty()) {
      return Secrets.NONE;
    }
    try {
      Http.Answer answer = docstore.post("secrets/reveal", Json.write(new Request(names)));
      refuse(answer);
      Answer revealed = Json.read(new String(answer.body(), StandardCharsets.UTF_8), Answer.class);
      if (revealed.missing() != null && !revealed.missing().isEmpty()) {
        LOG.warn("secrets that do not exist: {}", revealed.missing());
      }
      return new Secrets(decode(revealed.values() == null ? Map.of() : revealed.values()));
    } catch (IOException e) {
      throw failed("reveal: " + e.getMessage());
    } catch (JacksonException e) {
      throw failed("decode reveal response: not the expected JSON");
    }
  }

  /** The repo names, sorted, each once. */
  private static List<String> names(List<Check> checks) throws JobFailedException {
    Map<String, String> byLocal = new HashMap<>();
    for (Check check : checks) {
      for (SecretUse use : check.secrets()) {
        String other = byLocal.putIfAbsent(use.localName(), use.repoName());
        if (other != null && !other.equals(use.repoName())) {
          throw failed(
              "local secret name \"%s\" maps to both repo names \"%s\" and \"%s\" across checks"
                  .formatted(use.localName(), other, use.repoName()));
        }
      }
    }
    return new ArrayList<>(new TreeSet<>(byLocal.values()));
  }

  private static void refuse(Http.Answer answer) throws JobFailedException {
    switch (answer.status()) {
      case 200 -> {}
      case 401 -> throw failed("reveal: unauthorized");
      case 403 -> throw failed("reveal: forbidden: " + answer.text());
      case 404 -> throw failed("reveal: repo or job mismatch");
      default -> {
        String kind =
            answer.status() >= 500
                ? "server error " + answer.status()
                : "bad request " + answer.status();
        throw failed("reveal: " + kind + ": " + answer.text());
      }
    }
  }

  private static Map<String, byte[]> decode(Map<String, String> values) throws JobFailedException {
    Map<String, byte[]> decoded = new HashMap<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      try {
        decoded.put(value.getKey(), Base64.getDecoder().decode(value.getValue()));
      } catch (IllegalArgumentException e) {
        throw failed("decode reveal value for \"%s\": invalid base64".formatted(value.getKey()));
      }
    }
    return decoded;
  }

  private static JobFailedException failed(String message) {
    return new JobFailedException("fetch secrets: " + message);
  }
}
