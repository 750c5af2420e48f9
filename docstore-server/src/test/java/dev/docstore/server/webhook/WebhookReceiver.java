package dev.docstore.server.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.docstore.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** An endpoint that remembers what it got and answers what it is told to. */
final class WebhookReceiver implements AutoCloseable {
  /**
   * A request as it arrived.
   *
   * @param headers first values, names as the JDK's server spells them
   */
  record Received(Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The sequence in the envelope's data: what tests tell events apart by. */
    long sequence() {
      return Json.MAPPER.readTree(text()).path("data").path("sequence").asLong(0);
    }
  }

  /** What to answer; a header may go along. */
  record Reply(int status, String header, String value) {
    static Reply status(int status) {
      return new Reply(status, "X-Test", "yes");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

  WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook?from=docstore";
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers the next requests so, and those after them with 204. */
  void reply(Reply... next) {
    replies.addAll(List.of(next));
  }

  void reply(int... statuses) {
    for (int status : statuses) {
      reply(Reply.status(status));
    }
  }

  List<Received> received() {
    return received;
  }

  List<Long> sequences() {
    return received.stream().map(Received::sequence).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst()));
    headers.put(":request", exchange.getRequestMethod() + " " + exchange.getRequestURI());
    received.add(new Received(headers, exchange.getRequestBody().readAllBytes()));
    Reply reply = replies.poll();
    if (reply != null) {
      exchange.getResponseHeaders().set(reply.header(), reply.value());
    }
    exchange.sendResponseHeaders(reply == null ? 204 : reply.status(), -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
