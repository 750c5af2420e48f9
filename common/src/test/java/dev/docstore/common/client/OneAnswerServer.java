package dev.docstore.common.client;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Gives prepared answers, one per request, and remembers the requests. */
final class OneAnswerServer implements AutoCloseable {
  record Seen(String line, Map<String, List<String>> headers, String body) {
    /** The header's value, or null. */
    @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.getFirst();
    }
  }

  private record Prepared(int status, String body, String location) {}

  private final HttpServer http;
  private final Queue<Prepared> answers = new ConcurrentLinkedQueue<>();
  final List<Seen> seen = new CopyOnWriteArrayList<>();

  OneAnswerServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(
                new Seen(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    body));
            Prepared next = answers.isEmpty() ? new Prepared(500, "", "") : answers.remove();
            if (!next.location().isEmpty()) {
              exchange.getResponseHeaders().set("Location", next.location());
            }
            byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    http.start();
  }

  OneAnswerServer answers(int status, String body) {
    answers.add(new Prepared(status, body, ""));
    return this;
  }

  OneAnswerServer redirects(int status, String location) {
    answers.add(new Prepared(status, "", location));
    return this;
  }

  String url() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  DocStoreClient client() {
    return DocStoreClient.of(url());
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
