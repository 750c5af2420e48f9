package dev.docstore.systemtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The server on its embedded PostgreSQL, in a folder that outlives it. */
final class LocalServer implements AutoCloseable {
  static final String IDENTITY = "tester@localhost.dev";

  private final Path folder;
  private final int port;
  private final Map<String, String> settings;
  private RunningProgram program;

  private LocalServer(Path folder, int port, Map<String, String> settings) {
    this.folder = folder;
    this.port = port;
    this.settings = settings;
    this.program = Jvm.startHealthy("docstore-server", port, folder, settings);
  }

  /**
   * @param more settings beyond what every local server needs
   */
  static LocalServer start(Path folder, int port, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("DEV_IDENTITY", IDENTITY);
    settings.put("BOOTSTRAP_ADMIN", IDENTITY);
    settings.put("DOCSTORE_DATA_DIR", folder.resolve("data").toString());
    settings.put("DOCSTORE_BLOB_LOCAL_DIR", folder.resolve("blobs").toString());
    return new LocalServer(folder, port, settings);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  String databaseUrl() throws IOException {
    return Files.readString(folder.resolve("data/database-url")).strip();
  }

  /** The PostgreSQL of the server, which a killed server leaves running. */
  Optional<ProcessHandle> postgres() throws IOException {
    Path pidFile = folder.resolve("data/data/postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()));
  }

  void kill() {
    program.kill();
  }

  void startAgain() {
    program = Jvm.startHealthy("docstore-server", port, folder, settings);
  }

  @Override
  public void close() {
    program.close();
  }
}
