package dev.docstore.bench;

import dev.docstore.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The server under load.
 *
 * @param identity sent as the development identity; a server that is not in development mode
 *     ignores it
 */
record Target(HttpClient http, URI url, String identity) {
  /** Sends JSON and expects a 2xx. */
  String post(String path, Object body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body))));
  }

  String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
  }

  /** Commits one small file. */
  void commit(String repo, String path, String text) throws IOException, InterruptedException {
    String content = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    post(
        "/repos/" + repo + "/-/commit",
        Map.of(
            "branch",
            "main",
            "message",
            "bench",
            "files",
            List.of(Map.of("path", path, "content", content))));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request.header("X-DocStore-Identity", identity).build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }
}
