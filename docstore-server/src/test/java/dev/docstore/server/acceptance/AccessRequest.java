package dev.docstore.server.acceptance;

import dev.docstore.server.acceptance.Actor.Target;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import java.util.Map;

/** The least harmful request to a route: it names nothing that exists, and its body is empty. */
final class AccessRequest {
  private static final String NO_ID = "00000000-0000-4000-8000-000000000000";

  private static final Map<String, String> NAMES =
      Map.of("{number}", "1", "{sequence}", "1", "{identity}", "nobody@nowhere");

  private AccessRequest() {}

  static Answer send(Api api, String method, String pattern, Target target) {
    return api.send(method, path(pattern, target), body(method, pattern, target));
  }

  static String path(String pattern, Target target) {
    String path =
        pattern
            .replace("{repo}", target.repo())
            .replace("{org}", target.org())
            .replace("/ci-jobs/{id}", "/ci-jobs/" + target.job());
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      path = path.replace(name.getKey(), name.getValue());
    }
    path = path.replaceAll("\\{(id|version|delivery)}", NO_ID).replaceAll("\\{[a-z]+}", "nowhere");
    // A stream of events would never end: what it is asked for cannot be.
    return path.endsWith("/events") ? path + "?types=%00" : path;
  }

  /** Founding is judged by the org that the body names; there, the name is taken. */
  private static String body(String method, String pattern, Target target) {
    return switch (method + " " + pattern) {
      case "POST /repos" -> "{\"owner\":\"%s\",\"name\":\"app\"}".formatted(target.org());
      default -> method.equals("GET") || method.equals("HEAD") ? "" : "{}";
    };
  }
}
