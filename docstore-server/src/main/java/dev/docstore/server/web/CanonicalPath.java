package dev.docstore.server.web;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request's path into one whose names are single segments (spec 01 §1.3).
 *
 * <p>Names of repos, branches, files, releases and identities may contain {@code /}, literally or
 * as {@code %2F}. Here they are cut out by the contract's rules and written as one percent-encoded
 * segment each, so that everything after (access table, controllers) works with ordinary patterns
 * such as {@code /repos/{repo}/-/branch/{branch}/status}.
 */
final class CanonicalPath {
  private static final String REPOS = "/repos/";

  /** What may follow a branch's name, in the order in which it is looked for. */
  private static final List<String> BRANCH_READS =
      List.of("/status", "/agent-context", "/reviews", "/checks", "/comments");

  private CanonicalPath() {}

  /**
   * The canonical path.
   *
   * @param rawPath as it stands in the request line, still escaped, without query
   * @return empty when the escapes are not UTF-8 or hide a NUL: such a path names nothing
   */
  static Optional<String> of(String method, String rawPath) {
    if (!rawPath.startsWith(REPOS)) {
      return decode(rawPath).map(_ -> rawPath.replace(";", "%3B"));
    }
    return decode(rawPath.substring(REPOS.length())).map(rest -> repoPath(method, rest));
  }

  private static String repoPath(String method, String rest) {
    int dash = rest.indexOf("/-/");
    String repo = dash < 0 ? rest : rest.substring(0, dash);
    String endpoint = dash < 0 ? "" : rest.substring(dash + 3);
    String bare = REPOS + encode(repo);
    return endpoint.isEmpty() ? bare : bare + "/-/" + endpoint(method, endpoint);
  }

  private static String endpoint(String method, String endpoint) {
    int slash = endpoint.indexOf('/');
    if (slash < 0) {
      return encode(endpoint);
    }
    String head = endpoint.substring(0, slash);
    String rest = endpoint.substring(slash + 1);
    return switch (head) {
      case "branch" -> "branch/" + branch(method, rest);
      case "file" -> "file/" + withSuffix(rest, "GET".equals(method) ? "/history" : null);
      case "releases", "roles", "secrets" -> head + "/" + encode(rest);
      case "check" -> "check/" + withSuffix(rest, "/logs");
      case "ci-jobs" -> "ci-jobs/" + jobLog(rest);
      default -> encode(head) + "/" + segments(rest);
    };
  }

  private static String branch(String method, String rest) {
    if (rest.endsWith("/auto-merge")) {
      return withSuffix(rest, "/auto-merge");
    }
    if ("GET".equals(method)) {
      for (String suffix : BRANCH_READS) {
        if (rest.endsWith(suffix)) {
          return withSuffix(rest, suffix);
        }
      }
    }
    return encode(rest);
  }

  private static String jobLog(String rest) {
    int logs = rest.indexOf("/logs/");
    return logs < 0
        ? segments(rest)
        : encode(rest.substring(0, logs)) + "/logs/" + encode(rest.substring(logs + 6));
  }

  private static String withSuffix(String rest, @Nullable String suffix) {
    return suffix != null && rest.endsWith(suffix) && rest.length() > suffix.length()
        ? encode(rest.substring(0, rest.length() - suffix.length())) + suffix
        : encode(rest);
  }

  private static String segments(String rest) {
    return Arrays.stream(rest.split("/", -1))
        .map(CanonicalPath::encode)
        .collect(Collectors.joining("/"));
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /** Percent-decodes strictly; {@code +} is an ordinary character in a path. */
  static Optional<String> decode(String text) {
    byte[] bytes = new byte[text.length() * 3];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int value = i + 2 < text.length() ? hex(text, i + 1) : -1;
        if (value <= 0) {
          return Optional.empty();
        }
        bytes[length++] = (byte) value;
        i += 2;
      } else if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        // The container hands bytes of the request line through as Latin-1.
        bytes[length++] = (byte) (c & 0xff);
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Whether two hex digits follow every {@code %}. */
  static boolean hasSoundEscapes(String text) {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
      if (i + 2 >= text.length() || hex(text, i + 1) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
