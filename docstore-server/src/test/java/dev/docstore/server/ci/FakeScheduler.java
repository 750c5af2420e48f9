package dev.docstore.server.ci;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A scheduler's log proxy over a real socket: each log is a queue of texts that a test fills. */
final class FakeScheduler implements AutoCloseable {
  private static final String END = "";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, BlockingQueue<String>> logs = new ConcurrentHashMap<>();
  private final List<Map<String, List<String>>> requests = new CopyOnWriteArrayList<>();

  FakeScheduler() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/run/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The headers of each request, by their names. */
  List<Map<String, List<String>>> requests() {
    return requests;
  }

  /** The check begins: its log exists from now on. */
  void begin(String job, String check) {
    log(job, check);
  }

  void write(String job, String check, String text) {
    log(job, check).add(text);
  }

  private BlockingQueue<String> log(String job, String check) {
    return logs.computeIfAbsent("/run/" + job + "/logs/" + check, _ -> new LinkedBlockingQueue<>());
  }

  /** The check ends: so does its log. */
  void end(String job, String check) {
    write(job, check, END);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(Map.copyOf(exchange.getRequestHeaders()));
    try (exchange) {
      BlockingQueue<String> log = logs.get(exchange.getRequestURI().getRawPath());
      if (log == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.sendResponseHeaders(200, 0);
      boolean follow = "follow=true".equals(exchange.getRequestURI().getQuery());
      String text = follow ? log.take() : log.poll();
      while (text != null && !text.equals(END)) {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        text = follow ? log.take() : log.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
