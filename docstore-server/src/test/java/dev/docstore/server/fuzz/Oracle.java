package dev.docstore.server.fuzz;

import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Knows what no answer may be, whatever was asked. */
final class Oracle {
  /** Words of what runs inside; no value that a request brings contains one. */
  private static final List<String> INTERNALS =
      List.of(
          "Exception",
          "java.",
          "javax.",
          "jakarta.",
          "org.spring",
          "springframework",
          "org.postgres",
          "postgresql",
          "tomcat",
          "Tomcat",
          "catalina",
          "hikari",
          "Hikari",
          "jackson",
          "dev.docstore",
          "PSQL",
          "SQLSTATE",
          "SQLState",
          "ERROR:",
          "superseded_at",
          "repo_id",
          "\tat ",
          "Caused by",
          "StackTrace",
          "NullPointer",
          "/tmp/",
          "/root/",
          "/home/",
          System.getProperty("user.dir"),
          "/proc/",
          "0x00\"",
          "invalid byte sequence",
          "duplicate key",
          "violates",
          "constraint");

  /** Text answers within a repo: of a signed archive and of presigning (spec 01 §14, 03). */
  private static final Set<String> TEXTS_OF_REPOS =
      Set.of("forbidden", "expired", "unauthorized", "Method Not Allowed", "400 Bad Request");

  /** A job is told where its log lies, local or not (spec 03 §10). */
  private static final Pattern LOG_ADDRESS = Pattern.compile("\"url\":\"file://[^\"]*\\.log\"");

  private Oracle() {}

  /** What is wrong with the answer; empty when nothing is. */
  static Optional<String> problem(String method, String target, Reply reply) {
    // Sign-in with Google is deliberately not configured here, and says so.
    boolean unconfigured = reply.status() == 503 && target.startsWith("/auth/");
    if (reply.status() >= 500 && !unconfigured) {
      return Optional.of("status " + reply.status());
    }
    if (!reply.whole()) {
      return Optional.of("the answer was cut short");
    }
    return leak(reply).or(() -> body(method, target, reply));
  }

  private static Optional<String> leak(Reply reply) {
    String body = new String(reply.body(), StandardCharsets.ISO_8859_1);
    String everything = reply.head() + LOG_ADDRESS.matcher(body).replaceAll("");
    for (String word : INTERNALS) {
      if (everything.contains(word)) {
        return Optional.of("the answer tells of internals: " + word);
      }
    }
    return reply.header("Server") != null || reply.header("X-Powered-By") != null
        ? Optional.of("the answer names its server")
        : Optional.empty();
  }

  private static Optional<String> body(String method, String target, Reply reply) {
    int status = reply.status();
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return reply.body().length == 0 ? Optional.empty() : Optional.of("a body where none belongs");
    }
    if (status >= 300 && status < 400) {
      return reply.header("Location") == null
          ? Optional.of("a redirect to nowhere")
          : Optional.empty();
    }
    if (status < 400) {
      return reply.hasType("application/json") ? json(reply) : Optional.empty();
    }
    return reply.hasType("application/json") ? envelope(reply) : text(target, reply);
  }

  private static Optional<String> json(Reply reply) {
    try {
      Json.MAPPER.readTree(reply.body());
      return Optional.empty();
    } catch (JacksonException e) {
      return Optional.of("an answer that is no JSON: " + e.getMessage());
    }
  }

  private static Optional<String> envelope(Reply reply) {
    Optional<String> broken = json(reply);
    if (broken.isPresent()) {
      return broken;
    }
    JsonNode body = Json.MAPPER.readTree(reply.body());
    List<String> members = new ArrayList<>(body.propertyNames());
    if (members.equals(List.of("conflicts")) || members.equals(List.of("policies"))) {
      return Optional.empty();
    }
    if (!members.equals(List.of("code", "error"))
        || !body.get("code").isString()
        || !body.get("error").isString()
        || body.get("error").asString().isBlank()) {
      return Optional.of("no error envelope");
    }
    return ErrorCode.parse(body.get("code").asString()).status() == reply.status()
        ? Optional.empty()
        : Optional.of("the code is not one of this status");
  }

  private static Optional<String> text(String target, Reply reply) {
    String text = reply.text().strip();
    if (!reply.hasType("text/plain") || text.isEmpty() || text.contains("\n")) {
      return Optional.of("an error that is neither envelope nor one line of text");
    }
    return target.startsWith("/repos/") && !TEXTS_OF_REPOS.contains(text)
        ? Optional.of("an error of a repo without an envelope")
        : Optional.empty();
  }

  /**
   * Whether the request got past access control and validation: it succeeded, or a handler looked
   * something up and did not find it, or found it in a state that forbids the request.
   */
  static boolean isPast(Reply reply) {
    int status = reply.status();
    return switch (status) {
      case 304, 409, 410, 412, 416, 422 -> true;
      case 404 ->
          reply.hasType("application/json") && !reply.text().contains("\"error\":\"not found\"");
      default -> status >= 200 && status < 300;
    };
  }
}
