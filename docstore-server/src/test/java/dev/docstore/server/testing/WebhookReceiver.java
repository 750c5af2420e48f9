package dev.docstore.server.testing;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** An endpoint that remembers what it got and answers what it is told to. */
public final class WebhookReceiver implements AutoCloseable {
  /**
   * A request as it arrived.
   *
   * @param headers first values, names as the JDK's server spells them
   */
  public record Received(Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** What the delivery is known by. */
    public String delivery() {
      return String.valueOf(headers.get("X-docstore-delivery"));
    }

    /** The sequence in the envelope's data: what tests tell events apart by. */
    public long sequence() {
      return Json.MAPPER.readTree(text()).path("data").path("sequence").asLong(0);
    }
  }

  /** What to answer; a header may go along. */
  public record Reply(int status, String header, String value) {
    public static Reply status(int status) {
      return new Reply(status, "X-Test", "yes");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  public WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook?from=docstore";
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Answers the next requests so, and those after them with 204. */
  public void reply(Reply... next) {
    replies.addAll(List.of(next));
  }

  public void reply(int... statuses) {
    for (int status : statuses) {
      reply(Reply.status(status));
    }
  }

  /** Lets requests come, but answers none until {@link #answer}. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  /** Answers those that were held, and all that follow. */
  public void answer() {
    gate.countDown();
  }

  public List<Received> received() {
    return received;
  }

  public List<Long> sequences() {
    return received.stream().map(Received::sequence).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst()));
    headers.put(":request", exchange.getRequestMethod() + " " + exchange.getRequestURI());
    received.add(new Received(headers, exchange.getRequestBody().readAllBytes()));
    Reply reply = replies.poll();
    awaitGate();
    if (reply != null) {
      exchange.getResponseHeaders().set(reply.header(), reply.value());
    }
    exchange.sendResponseHeaders(reply == null ? 204 : reply.status(), -1);
    exchange.close();
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    answer();
    server.stop(0);
    threads.shutdownNow();
  }
}
