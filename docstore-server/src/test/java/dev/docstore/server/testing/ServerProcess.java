package dev.docstore.server.testing;

import static org.awaitility.Awaitility.await;

import dev.docstore.common.json.Json;
import dev.docstore.server.DocStoreServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The real program in a process of its own; what it writes goes to two files. */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;
  private final URI url;

  private ServerProcess(Process process, Path folder, int port) {
    this.process = process;
    this.out = folder.resolve("out");
    this.err = folder.resolve("err");
    this.url = URI.create("http://127.0.0.1:" + port);
  }

  /** Starts it with nothing but these variables, a free {@code PORT} and these arguments. */
  public static ServerProcess start(Path folder, Map<String, String> variables, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DocStoreServer.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    try {
      int port = freePort();
      builder.environment().clear();
      builder.environment().put("PATH", Objects.requireNonNullElse(System.getenv("PATH"), ""));
      builder.environment().put("PORT", String.valueOf(port));
      builder.environment().putAll(variables);
      return new ServerProcess(builder.start(), folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it answers. */
  public ServerProcess ready() {
    await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .failFast(this::stillRuns)
        .until(() -> as("nobody").get("/readyz").status() == 200);
    return this;
  }

  private void stillRuns() {
    if (!process.isAlive()) {
      throw new AssertionError("it ended: " + err() + out());
    }
  }

  public URI url() {
    return url;
  }

  public Api as(String identity) {
    return new Api(url, identity);
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end. */
  public int exitStatus() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end; it said: " + out());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What it wrote to standard output so far. */
  public String out() {
    return read(out);
  }

  /** What it wrote to standard error so far. */
  public String err() {
    return read(err);
  }

  /** The records of its access log so far, where it logs JSON. */
  public List<JsonNode> requests() {
    return out()
        .lines()
        .filter(line -> line.endsWith("}"))
        .map(Json.MAPPER::readTree)
        .filter(record -> record.path("message").asString("").equals("request"))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it if it lives. */
  @Override
  public void close() {
    process.destroyForcibly();
    exitStatus();
  }
}
