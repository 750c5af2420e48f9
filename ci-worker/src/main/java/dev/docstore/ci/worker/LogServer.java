package dev.docstore.ci.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.docstore.ci.worker.engine.GrowingFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Shows the logs of the running job over HTTP, as far as they are written (spec 03 §8.4). */
final class LogServer implements AutoCloseable {
  private static final String PREFIX = "/logs/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<Optional<Path>> logs = new AtomicReference<>(Optional.empty());

  private LogServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens on that port, 0 for any free one.
   *
   * @param deployed whether others than this machine may ask
   */
  static LogServer start(int port, boolean deployed) throws IOException {
    InetSocketAddress address =
        deployed
            ? new InetSocketAddress(port)
            : new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    LogServer logServer = new LogServer(HttpServer.create(address, 0));
    logServer.server.setExecutor(logServer.threads);
    logServer.server.createContext("/", logServer::answer);
    logServer.server.start();
    return logServer;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** From now on shows the logs in that directory. */
  void attach(Path directory) {
    logs.set(Optional.of(directory));
  }

  /** From now on there is no job. */
  void detach() {
    logs.set(Optional.empty());
  }

  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String name = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path.substring(1);
      Optional<Path> directory = logs.get();
      if (!exchange.getRequestMethod().equals("GET")) {
        error(exchange, 405, "method not allowed");
      } else if (name.isEmpty()) {
        error(exchange, 400, "check name required");
      } else if (directory.isEmpty()) {
        error(exchange, 404, "no active job");
      } else {
        send(exchange, directory.get(), name);
      }
    }
  }

  private void send(HttpExchange exchange, Path directory, String name) throws IOException {
    Optional<Path> file = file(directory, name);
    if (file.isEmpty()) {
      error(exchange, 404, "log not found");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    if ("follow=true".equals(exchange.getRequestURI().getQuery())) {
      follow(exchange, directory, file.get());
      return;
    }
    try (InputStream log = Files.newInputStream(file.get())) {
      // The file may grow meanwhile; what was promised is what is sent.
      byte[] soFar = log.readNBytes((int) Math.min(Files.size(file.get()), Integer.MAX_VALUE - 8));
      exchange.sendResponseHeaders(200, soFar.length == 0 ? -1 : soFar.length);
      exchange.getResponseBody().write(soFar);
    }
  }

  /** Sends what is written as it is written, until the check ends. */
  private void follow(HttpExchange exchange, Path directory, Path file) throws IOException {
    Path endMark = CheckLog.endMark(file);
    try (InputStream log =
        new GrowingFile(
            file, () -> Files.exists(endMark) || !logs.get().equals(Optional.of(directory)))) {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      byte[] buffer = new byte[16 << 10];
      for (int count = log.read(buffer); count >= 0; count = log.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
    }
  }

  private static Optional<Path> file(Path directory, String name) {
    try {
      return Optional.of(directory.resolve(CheckLog.fileName(name))).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static void error(HttpExchange exchange, int status, String message) throws IOException {
    byte[] body = (message + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }
}
