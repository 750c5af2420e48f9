package dev.docstore.ci.scheduler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Answers on a real socket with what it was told to, and remembers requests; a repo that it was
 * told nothing about has no files and no proposals.
 */
final class FakeServer implements AutoCloseable {
  /**
   * A request that came in.
   *
   * @param line method, path and query
   */
  record Seen(String line, Map<String, List<String>> headers, String body) {
    @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.getFirst();
    }
  }

  private record Canned(int status, String body) {}

  private final HttpServer http;
  private final Map<String, Canned> answers = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  FakeServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** From now on a request with that line gets this answer. */
  void answer(String line, int status, String body) {
    answers.put(line, new Canned(status, body));
  }

  /** The ci.yaml of that branch at that sequence. */
  void ciYaml(String repo, String branch, long sequence, String yaml) {
    file(repo, "branch=" + branch + "&at=" + sequence, yaml);
  }

  /** The ci.yaml of that branch where no sequence is asked for. */
  void ciYamlAtHead(String repo, String branch, String yaml) {
    file(repo, "branch=" + branch, yaml);
  }

  private void file(String repo, String query, String yaml) {
    String content = Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8));
    answer(
        "GET /repos/%s/-/file/.docstore/ci.yaml?%s".formatted(repo, query),
        200,
        "{\"path\":\".docstore/ci.yaml\",\"content\":\"" + content + "\"}");
  }

  void openProposal(String repo, String branch, String id) {
    answer(
        "GET /repos/%s/-/proposals?state=open&branch=%s".formatted(repo, branch),
        200,
        "[{\"id\":\"" + id + "\",\"branch\":\"" + branch + "\",\"base_branch\":\"main\"}]");
  }

  List<Seen> seen() {
    return new ArrayList<>(seen);
  }

  List<String> lines() {
    return seen.stream().map(Seen::line).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      seen.add(new Seen(line, Map.copyOf(exchange.getRequestHeaders()), body));
      Canned unknown =
          line.contains("/-/proposals") ? new Canned(200, "[]") : new Canned(404, "{}");
      Canned canned = answers.getOrDefault(line, unknown);
      byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("X-Fake", "yes");
      exchange.getResponseHeaders().set("Set-Cookie", "session=stolen");
      exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
