import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where everything is: the ports, the folders, and who the user is. All of it from the environment. */
record Layout(Path home, Path dir, Path imageStore, String identity, Map<String, Integer> ports) {
  private static final Map<String, String> DEFAULT_PORTS = new LinkedHashMap<>();

  static {
    DEFAULT_PORTS.put("PORT", "8080");
    DEFAULT_PORTS.put("WORKER_LOG_PORT", "8081");
    DEFAULT_PORTS.put("OIDC_PORT", "8082");
    DEFAULT_PORTS.put("SCHEDULER_PORT", "8083");
    DEFAULT_PORTS.put("DOCSTORE_PG_PORT", ""); // Without it the server takes a free one.
  }

  static Layout fromEnvironment() {
    Path home = Path.of("").toAbsolutePath();
    Path dir = home.resolve(variable("DOCSTORE_DEV_DIR", ".dev"));
    var ports = new LinkedHashMap<String, Integer>();
    DEFAULT_PORTS.forEach((name, otherwise) -> {
      String text = variable(name, otherwise);
      if (!text.isEmpty()) {
        ports.put(name, port(name, text));
      }
    });
    return new Layout(
        home,
        dir,
        home.resolve(variable("CI_BUILDAH_ROOT", dir.resolve("images").toString())),
        variable("DEV_IDENTITY", "dev@localhost.dev"),
        ports);
  }

  void checkPorts() {
    var names = new HashMap<Integer, String>();
    ports.forEach((name, port) -> {
      String other = names.putIfAbsent(port, name);
      if (other != null) {
        throw new Problem("port %d is both %s and %s: change one".formatted(port, other, name));
      }
      try {
        new ServerSocket(port).close();
      } catch (IOException e) {
        throw new Problem("port %d is taken: stop what listens there, or choose another with %s=… make dev"
            .formatted(port, name));
      }
    });
  }

  String serverUrl() {
    return url("PORT");
  }

  String workerUrl() {
    return url("WORKER_LOG_PORT");
  }

  String oidcUrl() {
    return url("OIDC_PORT");
  }

  String schedulerUrl() {
    return url("SCHEDULER_PORT");
  }

  Path serverData() {
    return dir.resolve("data");
  }

  /** There while everything is healthy; `make demo` reads it. */
  Path readyFile() {
    return dir.resolve("ready.env");
  }

  String facts() {
    return "DS_REMOTE='%s'\nDEV_IDENTITY='%s'\nCI_BUILDAH_ROOT='%s'\n"
        .formatted(serverUrl(), identity, imageStore);
  }

  /** The caller's database, else the embedded one, whose address the server leaves in a file. */
  String databaseUrl() throws IOException {
    String given = variable("DATABASE_URL", "");
    return given.isEmpty() ? Files.readString(serverData().resolve("database-url")).strip() : given;
  }

  /** An environment variable; an empty one counts as absent. */
  static String variable(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  private String url(String port) {
    return "http://localhost:" + ports.get(port);
  }

  private static int port(String name, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for every bad port.
    }
    throw new Problem("%s must be a port from 1 to 65535, not %s".formatted(name, text));
  }
}
