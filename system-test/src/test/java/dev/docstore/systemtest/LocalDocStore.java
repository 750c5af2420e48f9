package dev.docstore.systemtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;

/** The whole system as processes on random ports: server, ci-oidc, ci-scheduler, one ci-worker. */
final class LocalDocStore implements AutoCloseable {
  private static final String SCHEDULER_IDENTITY = "ci-scheduler@localhost.dev";
  private static final String CLAIM_TOKEN = "claim-token-of-the-system-test";

  private final int serverPort = Ports.free();
  private final int oidcPort = Ports.free();
  private final int schedulerPort = Ports.free();
  private final int workerPort = Ports.free();
  private final Deque<Runnable> lastFirst = new ArrayDeque<>();
  private final Path folder;

  private LocalDocStore(Path folder) {
    this.folder = folder;
  }

  static LocalDocStore start(Path folder) throws IOException {
    LocalDocStore docStore = new LocalDocStore(folder);
    try {
      String database = docStore.startServer();
      docStore.startOidc(database);
      docStore.startScheduler(database);
      docStore.startWorker();
      return docStore;
    } catch (IOException | RuntimeException | AssertionError e) {
      docStore.close();
      throw e;
    }
  }

  URI url() {
    return local(serverPort);
  }

  /** Makes {@code localhost/docstore-demo} in the worker's image store, without any registry. */
  void makeImage() throws IOException {
    Files.writeString(
        folder.resolve("ready.env"), "CI_BUILDAH_ROOT='%s'%n".formatted(imageStore()));
    Command.of(Checkout.TOP.resolve("scripts/demo-image").toString())
        .environment(Map.of("DOCSTORE_DEV_DIR", folder.toString()))
        .run()
        .succeeded();
  }

  /** The URL of its database. */
  private String startServer() throws IOException {
    LocalServer server =
        LocalServer.start(
            folder,
            serverPort,
            Map.of(
                "SERVICE_IDENTITIES", SCHEDULER_IDENTITY,
                "LOG_LOCAL_DIR", folder.resolve("ci-logs").toString(),
                "ARCHIVE_HMAC_SECRET", Base64.getEncoder().encodeToString(new byte[32]),
                "ARCHIVE_BASE_URL", url().toString(),
                "OIDC_JWKS_URL", local(oidcPort) + "/.well-known/jwks.json",
                "OIDC_ISSUER", local(oidcPort).toString(),
                "CI_SCHEDULER_URL", local(schedulerPort).toString()));
    lastFirst.push(server::close);
    return server.databaseUrl();
  }

  private void startOidc(String database) {
    RunningProgram oidc =
        Jvm.startHealthy(
            "ci-oidc",
            oidcPort,
            folder,
            Map.of(
                "ISSUER_URL", local(oidcPort).toString(),
                "DATABASE_URL", database,
                "OIDC_KEY_FILE", folder.resolve("oidc-key").toString()));
    lastFirst.push(oidc::close);
  }

  private void startScheduler(String database) {
    RunningProgram scheduler =
        Jvm.startHealthy(
            "ci-scheduler",
            schedulerPort,
            folder,
            Map.of(
                "DATABASE_URL",
                database,
                "DOCSTORE_URL",
                url().toString(),
                "RUNNER_URL",
                local(schedulerPort).toString(),
                "OIDC_TOKEN_URL",
                local(oidcPort) + "/ci/token",
                "WEBHOOK_SECRET",
                "webhook-secret-of-the-system-test",
                "DEV_IDENTITY",
                SCHEDULER_IDENTITY,
                "DEV_CLAIM_TOKEN",
                CLAIM_TOKEN));
    lastFirst.push(scheduler::close);
  }

  private void startWorker() {
    RunningProgram worker =
        Jvm.start(
            "ci-worker",
            folder,
            Map.of(
                "CI_SCHEDULER_URL", local(schedulerPort).toString(),
                "DOCSTORE_URL", url().toString(),
                "DEV_CLAIM_TOKEN", CLAIM_TOKEN,
                "WORKER_LOOP", "true",
                "LOG_PORT", Integer.toString(workerPort),
                "CI_BUILDAH_ROOT", imageStore().toString()));
    lastFirst.push(worker::close);
    worker.awaitAnswer(local(workerPort), status -> status > 0);
  }

  private Path imageStore() {
    return folder.resolve("images");
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    lastFirst.forEach(Runnable::run);
  }
}
