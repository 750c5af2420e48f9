package dev.docstore.server.testing;

import static org.awaitility.Awaitility.await;

import dev.docstore.common.settings.Settings;
import dev.docstore.server.DocStoreServer;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.testkit.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A server in development mode on a port of its own. Most tests share {@link #shared()} and keep
 * apart by working in a repo of their own ({@link #newRepo}); a test that needs other settings
 * starts one on a database of its own.
 */
public final class TestServer implements AutoCloseable {
  /** Who a request is from when the test does not say. */
  public static final String ADMIN = "admin@example.com";

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final ConfigurableApplicationContext context;
  private final URI url;

  private TestServer(ConfigurableApplicationContext context) {
    this.context = context;
    this.url =
        URI.create(
            "http://127.0.0.1:"
                + context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** The server that all tests of this JVM share, with {@link #ADMIN} as bootstrap admin. */
  public static TestServer shared() {
    return Shared.SERVER;
  }

  /** A server of one's own; the variables are those of the process's environment. */
  public static synchronized TestServer start(
      TestDatabase database, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_URL", database.url());
    environment.put("PORT", "0");
    environment.put("DEV_IDENTITY", ADMIN);
    environment.put("BOOTSTRAP_ADMIN", ADMIN);
    environment.put("DOCSTORE_DATA_DIR", dataDir(database).toString());
    environment.put("LOG_LOCAL_DIR", dataDir(database).resolve("logs").toString());
    environment.put("LOG_FORMAT", "text");
    environment.put("LOG_LEVEL", "warn");
    environment.putAll(variables);
    environment.values().removeIf(String::isEmpty);
    TestServer server =
        new TestServer(
            DocStoreServer.start(ServerSettings.read(Settings.of(new String[0], environment))));
    // Only the first server of a process has something to wait for.
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> server.as("nobody").get("/readyz").status() == 200);
    return server;
  }

  /** Servers on one database share a folder, as they would share their keys. */
  private static Path dataDir(TestDatabase database) {
    String name = database.url().substring(database.url().lastIndexOf('/') + 1);
    return Path.of(System.getProperty("java.io.tmpdir"), "docstore-" + name);
  }

  /** Base URL without trailing slash. */
  public URI url() {
    return url;
  }

  /** A bean of the server, for what no client can see. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** A client with {@link #ADMIN}'s identity. */
  public Api api() {
    return new Api(url, ADMIN);
  }

  /** A client with that identity. */
  public Api as(String identity) {
    return new Api(url, identity);
  }

  /**
   * Creates an org and a repo that no other test uses; {@link #ADMIN} is its admin. Returns the
   * full name.
   */
  public String newRepo() {
    String org = "org" + COUNTER.incrementAndGet();
    api().post("/orgs", "{\"name\":\"%s\"}".formatted(org)).expect(201);
    api().post("/repos", "{\"owner\":\"%s\",\"name\":\"app\"}".formatted(org)).expect(201);
    return org + "/app";
  }

  @Override
  public void close() {
    context.close();
  }

  private static final class Shared {
    static final TestServer SERVER = start(TestDatabase.forThisJvm(), Map.of());
  }
}
