package dev.docstore.ci.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.docstore.common.json.Json;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.CheckReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scheduler, issuer and server as far as a worker talks to them, on one real socket. It hands out
 * one job of {@code acme/app} and insists on the right credential for every route.
 */
final class FakePlatform implements AutoCloseable {
  static final String REQUEST_TOKEN = "request-token-of-the-job";
  static final String JWT = "job.jwt.signed";

  /** What a worker asked. */
  record Request(String method, String target, String authorization, String body) {}

  private record Answer(int status, byte[] body) {
    static Answer text(int status, String text) {
      return new Answer(status, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final List<CheckReport> reports = new CopyOnWriteArrayList<>();
  final List<String> completions = new CopyOnWriteArrayList<>();

  /** Uploaded logs, by the path that they were sent to. */
  final Map<String, String> logs = new ConcurrentHashMap<>();

  final AtomicInteger heartbeats = new AtomicInteger();

  /** Answers that replace the normal ones, by the last part of the path; each for ever. */
  final Map<String, Integer> broken = new ConcurrentHashMap<>();

  /** How often the next completions fail. */
  final AtomicInteger deafToCompletion = new AtomicInteger();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** More members of the job, as JSON with a comma in front. */
  volatile String moreOfTheJob = "";

  private final String job;
  private final Map<String, String> secrets;
  private final byte[] config;
  private final byte[] archive;
  private final AtomicInteger jobs = new AtomicInteger(1);

  FakePlatform(String ciYaml, byte[] archive) throws IOException {
    this(ciYaml, archive, "fix", Map.of());
  }

  FakePlatform(String ciYaml, byte[] archive, String branch, Map<String, String> secrets)
      throws IOException {
    this.config = ciYaml.getBytes(StandardCharsets.UTF_8);
    this.archive = archive;
    this.secrets = secrets;
    this.job =
        """
        {"id": "j-1", "repo": "acme/app", "branch": "%s", "sequence": 7, "status": "claimed",
         "created_at": "2026-11-23T10:00:00Z", "trigger_type": "push", "trigger_branch": "%s"
        """
            .formatted(branch, branch);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The final statuses by check, in the order in which they came. */
  List<String> verdicts() {
    return reports.stream()
        .filter(report -> !"pending".equals(report.status()))
        .map(report -> report.checkName() + " " + report.status())
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              authorization == null ? "" : authorization,
              body);
      requests.add(request);
      Answer answer = answer(request);
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer answer(Request request) {
    String path = request.target().replaceFirst("\\?.*", "");
    if (path.startsWith("/repos/acme/app/-/check/")) {
      return guarded(request, JWT, this::log);
    }
    Integer status = broken.get(path.substring(path.lastIndexOf('/') + 1));
    if (status != null) {
      return Answer.text(status, "broken");
    }
    return switch (path) {
      case "/claim" -> guarded(request, "claim-token", this::claim);
      case "/jobs/j-1/heartbeat" -> guarded(request, REQUEST_TOKEN, this::heartbeat);
      case "/jobs/j-1/complete" -> guarded(request, REQUEST_TOKEN, this::complete);
      case "/ci/token" -> guarded(request, REQUEST_TOKEN, _ -> ok(Map.of("token", JWT)));
      case "/repos/acme%2Fapp/-/archive/presign" ->
          guarded(request, REQUEST_TOKEN, _ -> ok(presigned()));
      case "/archive" -> guarded(request, "", _ -> new Answer(200, archive));
      case "/repos/acme/app/-/file/.docstore/ci.yaml" -> guarded(request, JWT, this::file);
      case "/repos/acme/app/-/check" -> guarded(request, JWT, this::check);
      case "/repos/acme/app/-/secrets/reveal" -> guarded(request, JWT, _ -> reveal());
      case "/repos/acme/app/-/diff" -> guarded(request, JWT, _ -> diff());
      case "/repos/acme/app/-/chain" -> guarded(request, JWT, _ -> chain());
      default -> Answer.text(404, "404 page not found");
    };
  }

  private interface Route {
    Answer answer(Request request);
  }

  private static Answer guarded(Request request, String token, Route route) {
    String expected = token.isEmpty() ? "" : "Bearer " + token;
    return request.authorization().equals(expected)
        ? route.answer(request)
        : Answer.text(401, "unauthorized");
  }

  private Answer claim(Request request) {
    return jobs.getAndDecrement() > 0
        ? Answer.text(
            200,
            """
            {"job": %s}, "request_token": "%s", "oidc_token_url": "%s/ci/token"}
            """
                .formatted(job + moreOfTheJob, REQUEST_TOKEN, url()))
        : Answer.text(204, "");
  }

  private Answer heartbeat(Request request) {
    heartbeats.incrementAndGet();
    return Answer.text(204, "");
  }

  private Answer complete(Request request) {
    if (deafToCompletion.getAndDecrement() > 0) {
      return Answer.text(500, "internal error");
    }
    completions.add(request.body());
    return Answer.text(204, "");
  }

  private Answer file(Request request) {
    if (config.length == 0 || !request.target().endsWith("&at=7")) {
      return Answer.text(404, "{}");
    }
    return ok(
        Map.of(
            "path", ".docstore/ci.yaml",
            "version_id", "v",
            "content_hash", "h",
            "content", Base64.getEncoder().encodeToString(config)));
  }

  private Answer check(Request request) {
    reports.add(Json.read(request.body(), CheckReport.class));
    return Answer.text(201, "{\"id\": \"c\", \"sequence\": 7}");
  }

  private Answer log(Request request) {
    logs.put(request.target(), request.body());
    return broken.containsKey("logs")
        ? Answer.text(503, "broken")
        : ok(Map.of("url", "gs://logs/" + logs.size()));
  }

  private Map<String, String> presigned() {
    return Map.of(
        "url", url() + "/archive?sig=abc",
        "checksum", "sha256:" + ContentHash.of(archive).hex());
  }

  private Answer reveal() {
    Map<String, String> values = new ConcurrentHashMap<>();
    secrets.forEach(
        (name, value) ->
            values.put(
                name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return ok(Map.of("values", values));
  }

  private static Answer diff() {
    return ok(
        Map.of(
            "branch_changes", List.of(Map.of("path", "src/a.txt", "version_id", "v")),
            "main_changes", List.of()));
  }

  private static Answer chain() {
    return Answer.text(
        200,
        """
        [{"sequence": 7, "branch": "main", "author": "a", "message": "m",
          "created_at": "2026-11-23T10:00:00Z", "commit_hash": "h",
          "files": [{"path": "docs/b.md", "content_hash": "h"}]}]
        """);
  }

  private static Answer ok(Object value) {
    return Answer.text(200, Json.write(value));
  }
}
