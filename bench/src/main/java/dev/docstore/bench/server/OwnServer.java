package dev.docstore.bench.server;

import dev.docstore.bench.http.Connection;
import dev.docstore.bench.http.Endpoint;
import dev.docstore.bench.http.RefusedException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged server in a process of its own, with an embedded PostgreSQL and blobs in a new
 * folder; all of it is gone after {@link #close}.
 */
public final class OwnServer implements AutoCloseable {
  /** Heap that it mostly gets. */
  public static final String HEAP = "512m";

  private static final Duration TIME_TO_START = Duration.ofMinutes(2);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(30);
  private static final Duration TIME_TO_DIE = Duration.ofSeconds(5);

  private final Process process;
  private final ServerFolder folder;
  private final Endpoint endpoint;
  private final String heap;
  private final Thread atExit = new Thread(this::stop);

  private OwnServer(Process process, ServerFolder folder, Endpoint endpoint, String heap) {
    this.heap = heap;
    this.process = process;
    this.folder = folder;
    this.endpoint = endpoint;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts the jar and waits until it is healthy.
   *
   * @param parent where the folder is made
   * @param heap as {@code -Xmx} takes it
   * @throws IOException with the end of its log when it does not come up
   */
  public static OwnServer start(Path jar, Path parent, String heap)
      throws IOException, InterruptedException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException("there is no server in " + jar + ": run this by `make bench`");
    }
    ServerFolder folder = ServerFolder.create(parent);
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(List.of(Jdk.tool("java"), "-Xmx" + heap, "-jar", jar.toString()));
    builder.environment().keySet().removeIf(OwnServer::configuresTheServer);
    builder
        .environment()
        .putAll(
            Map.of(
                "PORT", Integer.toString(port),
                "DEV_IDENTITY", "bench@example.com",
                "DOCSTORE_DATA_DIR", folder.data().toString(),
                "DOCSTORE_BLOB_LOCAL_DIR", folder.blobs().toString()));
    builder.redirectErrorStream(true).redirectOutput(folder.log().toFile());
    OwnServer server =
        new OwnServer(builder.start(), folder, new Endpoint("127.0.0.1", port, false, ""), heap);
    server.awaitHealth();
    return server;
  }

  /** What happens to be set around must not change what is measured. */
  private static boolean configuresTheServer(String variable) {
    return variable.startsWith("DOCSTORE_")
        || variable.startsWith("OIDC_")
        || variable.startsWith("IAP_")
        || variable.startsWith("LOG_")
        || variable.equals("DATABASE_URL");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitHealth() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TIME_TO_START.toNanos();
    while (!healthy()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String end = folder.endOfLog();
        close();
        throw new IOException("the server did not start; its last words were: " + end);
      }
      Thread.sleep(100);
    }
  }

  private boolean healthy() {
    try (Connection connection = new Connection(endpoint)) {
      connection.exchange(
          "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The same, or, when the process is gone or on its way out, what became of it. */
  public IOException explain(IOException failure) throws IOException, InterruptedException {
    return failure instanceof RefusedException
            || !process.waitFor(TIME_TO_DIE.toSeconds(), TimeUnit.SECONDS)
        ? failure
        : new IOException(
            "the server ended with status %d; its last words were: %s"
                .formatted(process.exitValue(), folder.endOfLog()),
            failure);
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** Heap that it has, as {@code -Xmx} takes it. */
  public String heap() {
    return heap;
  }

  public long pid() {
    return process.pid();
  }

  /** Its folder: database, blobs, log. */
  public ServerFolder folder() {
    return folder;
  }

  /** Ends the process, but keeps its folder until {@link #close}. */
  public void stop() {
    List<ProcessHandle> children = new ArrayList<>(process.descendants().toList());
    process.destroy();
    try {
      if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    // A server that was killed leaves its PostgreSQL behind.
    children.forEach(ProcessHandle::destroy);
  }

  @Override
  public void close() throws IOException {
    stop();
    folder.delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException alreadyExiting) {
      // Then the hook runs, and finds nothing left to do.
    }
  }
}
