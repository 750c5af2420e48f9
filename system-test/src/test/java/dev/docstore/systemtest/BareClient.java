package dev.docstore.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that sends the least the contract allows: no {@code ds}, no optional header. */
final class BareClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI server;

  BareClient(URI server) {
    this.server = server;
  }

  /** The answer's status and body. */
  record Answer(int status, JsonNode body) {}

  Answer post(String path, String json) throws IOException, InterruptedException {
    return answer(request(path).POST(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return answer(request(path).build());
  }

  /** Commits one file to main. */
  Answer commit(String repo, String path, String content) throws IOException, InterruptedException {
    String base64 = Base64.getEncoder().encodeToString(content.getBytes(UTF_8));
    return post(
        "/repos/" + repo + "/-/commit",
        """
        {"branch": "main", "message": "Write %1$s", "files": [{"path": "%1$s", "content": "%2$s"}]}
        """
            .formatted(path, base64));
  }

  /**
   * The repo's events from the beginning of its log until the given number has come.
   *
   * @param types comma-separated
   */
  List<JsonNode> events(String repo, String types, int number)
      throws IOException, InterruptedException {
    HttpRequest request =
        request("/repos/" + repo + "/-/events?since_seq=0&types=" + types)
            .timeout(Duration.ofSeconds(60))
            .build();
    List<JsonNode> events = new ArrayList<>();
    try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
      Iterator<String> each = lines.iterator();
      while (events.size() < number && each.hasNext()) {
        String line = each.next();
        if (line.startsWith("data: ")) {
          events.add(JSON.readTree(line.substring("data: ".length())));
        }
      }
    }
    return events;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  private Answer answer(HttpRequest request) throws IOException, InterruptedException {
    var response = http.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
