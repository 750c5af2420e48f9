package dev.docstore.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * As much of the JSON API of Google Cloud Storage as the real client needs, with one bucket, over a
 * real socket: upload sessions that are resumed where they broke off, uploads in one request,
 * ranged downloads, rewrites in several steps, preconditions. It fails on demand.
 */
public final class FakeGcs implements AutoCloseable {
  public static final String BUCKET = "contents";

  /** What a request is about. */
  public enum Kind {
    LIST,
    WHOLE_UPLOAD,
    SESSION,
    CHUNK,
    READ,
    REWRITE,
    DELETE
  }

  /** How a request goes wrong. */
  public enum Fault {
    /** Refused with 503; nothing happened. */
    UNAVAILABLE,
    /** Refused with 403; nothing happened. */
    FORBIDDEN,
    /** Half of the bytes get through, then the connection breaks. */
    BREAKS_HALFWAY,
    /** All is done, but the connection breaks before the answer. */
    ANSWER_LOST
  }

  private record Planned(Kind kind, Fault fault) {}

  private static final Pattern OBJECT =
      Pattern.compile("/(?:download/)?storage/v1/b/([^/]+)/o/(.+?)");
  private static final Pattern REWRITE = Pattern.compile(OBJECT + "/rewriteTo/b/[^/]+/o/(.+)");
  private static final Pattern RANGE =
      Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(?:(\\d+)|\\*)");
  private static final Pattern NAME = Pattern.compile("\"name\":\\s*\"([^\"]+)\"");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Queue<Planned> faults = new ConcurrentLinkedQueue<>();
  private final List<Kind> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger counter = new AtomicInteger();

  private record Session(String name, boolean onlyNew, ByteArrayOutputStream bytes) {}

  public FakeGcs() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What {@code STORAGE_EMULATOR_HOST} is set to. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Name to bytes of all that is stored. */
  public Map<String, byte[]> objects() {
    return objects;
  }

  /** What was asked, in order. */
  public List<Kind> requests() {
    return requests;
  }

  /** The next requests of that kind go wrong. */
  public void fail(Kind kind, Fault fault, int times) {
    for (int i = 0; i < times; i++) {
      faults.add(new Planned(kind, fault));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      Kind kind = kind(exchange);
      requests.add(kind);
      Optional<Fault> fault = nextFault(kind);
      byte[] body = body(exchange);
      if (fault.isPresent() && fault.get() == Fault.UNAVAILABLE) {
        error(exchange, 503, "backendError", "try again");
      } else if (fault.isPresent() && fault.get() == Fault.FORBIDDEN) {
        error(exchange, 403, "forbidden", "no permission");
      } else {
        serve(new Call(exchange, kind, body, fault.orElse(null)));
      }
    } catch (RuntimeException e) {
      // A mistake in here: without an answer the client would try again for a minute.
      error(exchange, 400, "invalid", String.valueOf(e));
    } finally {
      exchange.close();
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    InputStream body = exchange.getRequestBody();
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return (zipped ? new GZIPInputStream(body) : body).readAllBytes();
  }

  private Optional<Fault> nextFault(Kind kind) {
    Planned next = faults.peek();
    if (next == null || next.kind() != kind) {
      return Optional.empty();
    }
    faults.remove();
    return Optional.of(next.fault());
  }

  private static Kind kind(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return switch (exchange.getRequestMethod()) {
      case "DELETE" -> Kind.DELETE;
      case "PUT" -> Kind.CHUNK;
      case "POST" ->
          path.contains("/rewriteTo/")
              ? Kind.REWRITE
              : query(exchange).contains("uploadType=resumable") ? Kind.SESSION : Kind.WHOLE_UPLOAD;
      default -> path.endsWith("/o") ? Kind.LIST : Kind.READ;
    };
  }

  private record Call(HttpExchange exchange, Kind kind, byte[] body, @Nullable Fault fault) {
    String path() {
      return exchange.getRequestURI().getPath();
    }
  }

  private void serve(Call call) throws IOException {
    if (!call.path().contains("/b/" + BUCKET + "/") && call.kind() != Kind.CHUNK) {
      error(call.exchange(), 404, "notFound", "The specified bucket does not exist.");
      return;
    }
    switch (call.kind()) {
      case LIST -> json(call, "{\"kind\":\"storage#objects\"}");
      case WHOLE_UPLOAD -> uploadWhole(call);
      case SESSION -> openSession(call);
      case CHUNK -> takeChunk(call);
      case READ -> read(call);
      case REWRITE -> rewrite(call);
      case DELETE -> delete(call);
    }
  }

  /** Two MIME parts: what the object is called, and its bytes. */
  private void uploadWhole(Call call) throws IOException {
    String type = call.exchange().getRequestHeaders().getFirst("Content-Type");
    String boundary = "--" + type.replaceAll(".*boundary=\"?([^\";]+).*", "$1");
    String text = new String(call.body(), StandardCharsets.ISO_8859_1);
    int second = text.indexOf(boundary, boundary.length());
    String metadata = new String(call.body(), 0, second, StandardCharsets.UTF_8);
    int content = text.indexOf("\r\n\r\n", second) + 4;
    int end = text.indexOf("\r\n" + boundary, content);
    store(
        call,
        new Session(name(metadata), onlyNew(call), new ByteArrayOutputStream()),
        Arrays.copyOfRange(call.body(), content, end));
  }

  private void openSession(Call call) throws IOException {
    String text = new String(call.body(), StandardCharsets.UTF_8);
    String name = query(call.exchange()).replaceAll(".*\\bname=([0-9a-f]+).*", "$1");
    Session session =
        new Session(
            name.matches("[0-9a-f]+") ? name : name(text),
            onlyNew(call),
            new ByteArrayOutputStream());
    if (session.onlyNew() && objects.containsKey(session.name())) {
      error(call.exchange(), 412, "conditionNotMet", "it is there already");
      return;
    }
    String id = "/upload/session/" + counter.incrementAndGet();
    sessions.put(id, session);
    call.exchange().getResponseHeaders().set("Location", url() + id);
    answer(call, 200, new byte[0]);
  }

  private void takeChunk(Call call) throws IOException {
    Session session = sessions.get(call.path());
    String header = call.exchange().getRequestHeaders().getFirst("Content-Range");
    Matcher range = RANGE.matcher(header == null ? "" : header);
    if (session == null || !range.matches()) {
      error(call.exchange(), session == null ? 404 : 400, "invalid", "no such session or range");
      return;
    }
    ByteArrayOutputStream bytes = session.bytes();
    if (range.group(1) != null) {
      int known = bytes.size() - Integer.parseInt(range.group(1));
      int taken =
          call.fault() == Fault.BREAKS_HALFWAY
              // The service keeps whole multiples of 256 KiB of what it got.
              ? (call.body().length / 2) & -(256 << 10)
              : call.body().length;
      bytes.write(call.body(), known, Math.max(0, taken - known));
      if (call.fault() == Fault.BREAKS_HALFWAY) {
        return;
      }
    }
    if (range.group(3) != null && bytes.size() == Integer.parseInt(range.group(3))) {
      store(call, session, bytes.toByteArray());
      return;
    }
    if (bytes.size() > 0) {
      call.exchange().getResponseHeaders().set("Range", "bytes=0-" + (bytes.size() - 1));
    }
    answer(call, 308, new byte[0]);
  }

  private void store(Call call, Session session, byte[] bytes) throws IOException {
    if (session.onlyNew() && objects.putIfAbsent(session.name(), bytes) != null) {
      error(call.exchange(), 412, "conditionNotMet", "it is there already");
      return;
    }
    objects.put(session.name(), bytes);
    json(call, describe(session.name()));
  }

  private void read(Call call) throws IOException {
    byte[] bytes = objects.get(named(OBJECT, call, 2));
    if (bytes == null) {
      error(call.exchange(), 404, "notFound", "No such object");
      return;
    }
    String range = call.exchange().getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
    call.exchange().getResponseHeaders().set("x-goog-generation", "1");
    if (range != null && from >= bytes.length) {
      error(call.exchange(), 416, "requestedRangeNotSatisfiable", "past the end");
      return;
    }
    if (range != null) {
      call.exchange()
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    }
    answer(call, range == null ? 200 : 206, Arrays.copyOfRange(bytes, from, bytes.length));
  }

  /** The first call of a rewrite only gets a token, as for large objects. */
  private void rewrite(Call call) throws IOException {
    String from = named(REWRITE, call, 2);
    byte[] bytes = objects.get(from);
    if (bytes == null) {
      error(call.exchange(), 404, "notFound", "No such object");
    } else if (!query(call.exchange()).contains("rewriteToken=")) {
      json(
          call,
          "{\"kind\":\"storage#rewriteResponse\",\"totalBytesRewritten\":\"0\",\"objectSize\":\"%d\",\"done\":false,\"rewriteToken\":\"t\"}"
              .formatted(bytes.length));
    } else {
      String to = named(REWRITE, call, 3);
      objects.put(to, bytes);
      json(
          call,
          "{\"kind\":\"storage#rewriteResponse\",\"totalBytesRewritten\":\"%d\",\"objectSize\":\"%d\",\"done\":true,\"resource\":%s}"
              .formatted(bytes.length, bytes.length, describe(to)));
    }
  }

  private void delete(Call call) throws IOException {
    if (objects.remove(named(OBJECT, call, 2)) == null) {
      error(call.exchange(), 404, "notFound", "No such object");
    } else {
      answer(call, 204, new byte[0]);
    }
  }

  private String describe(String name) {
    return "{\"kind\":\"storage#object\",\"bucket\":\"%s\",\"name\":\"%s\",\"size\":\"%d\",\"generation\":\"1\",\"metageneration\":\"1\"}"
        .formatted(BUCKET, name, objects.getOrDefault(name, new byte[0]).length);
  }

  private static String name(String json) {
    Matcher name = NAME.matcher(json);
    return name.find() ? name.group(1) : "";
  }

  private static String named(Pattern pattern, Call call, int group) {
    Matcher matcher = pattern.matcher(call.path());
    return matcher.matches() ? matcher.group(group) : "";
  }

  private static boolean onlyNew(Call call) {
    return query(call.exchange()).contains("ifGenerationMatch=0");
  }

  private static String query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return query == null ? "" : query;
  }

  private static void json(Call call, String json) throws IOException {
    call.exchange().getResponseHeaders().set("Content-Type", "application/json");
    answer(call, 200, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(Call call, int status, byte[] body) throws IOException {
    if (call.fault() == Fault.ANSWER_LOST) {
      return;
    }
    call.exchange().sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    int sent = call.fault() == Fault.BREAKS_HALFWAY ? body.length / 2 : body.length;
    call.exchange().getResponseBody().write(body, 0, sent);
  }

  private static void error(HttpExchange exchange, int status, String reason, String message)
      throws IOException {
    byte[] body =
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"errors\":[{\"reason\":\"%s\",\"message\":\"%s\"}]}}"
            .formatted(status, message, reason, message)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
