import static java.util.Map.entry;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The four programs and what each of them is told. */
class Services {
  /** Who the scheduler is towards the server: reads every repo, keeps its own subscription. */
  private static final String SCHEDULER_IDENTITY = "ci-scheduler@localhost.dev";

  private static final List<String> LARGE = List.of("-Xmx768m", "-XX:+UseSerialGC");
  private static final List<String> SMALL =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Layout layout;
  private final Secrets secrets;

  Services(Layout layout, Secrets secrets) {
    this.layout = layout;
    this.secrets = secrets;
  }

  Service server() {
    return service(
        "docstore-server",
        LARGE,
        new Service.Health(URI.create(layout.serverUrl() + "/healthz"), false),
        Map.ofEntries(
            entry("PORT", port("PORT")),
            entry("DEV_IDENTITY", layout.identity()),
            entry("BOOTSTRAP_ADMIN", Layout.variable("BOOTSTRAP_ADMIN", layout.identity())),
            entry("SERVICE_IDENTITIES", SCHEDULER_IDENTITY),
            entry("DOCSTORE_DATA_DIR", layout.serverData().toString()),
            entry("DOCSTORE_BLOB_LOCAL_DIR", layout.dir().resolve("blobs").toString()),
            entry("LOG_LOCAL_DIR", layout.dir().resolve("ci-logs").toString()),
            entry("ARCHIVE_HMAC_SECRET", secrets.archive()),
            entry("ARCHIVE_BASE_URL", layout.serverUrl()),
            entry("OIDC_JWKS_URL", layout.oidcUrl() + "/.well-known/jwks.json"),
            entry("OIDC_ISSUER", layout.oidcUrl()),
            entry("CI_SCHEDULER_URL", layout.schedulerUrl())));
  }

  Service oidc(String database) {
    return service(
        "ci-oidc",
        SMALL,
        new Service.Health(URI.create(layout.oidcUrl() + "/healthz"), false),
        Map.of(
            "PORT", port("OIDC_PORT"),
            "ISSUER_URL", layout.oidcUrl(),
            "DATABASE_URL", database,
            "OIDC_KEY_FILE", layout.dir().resolve("oidc-key").toString()));
  }

  Service scheduler(String database) {
    return service(
        "ci-scheduler",
        SMALL,
        new Service.Health(URI.create(layout.schedulerUrl() + "/healthz"), false),
        Map.of(
            "PORT", port("SCHEDULER_PORT"),
            "DATABASE_URL", database,
            "DOCSTORE_URL", layout.serverUrl(),
            "RUNNER_URL", layout.schedulerUrl(),
            "OIDC_TOKEN_URL", layout.oidcUrl() + "/ci/token",
            "WEBHOOK_SECRET", secrets.webhook(),
            "DEV_CLAIM_TOKEN", secrets.claim(),
            "DEV_IDENTITY", SCHEDULER_IDENTITY));
  }

  /** Its only open port is the log server, which has nothing to show between jobs: any answer will do. */
  Service worker() {
    return service(
        "ci-worker",
        SMALL,
        new Service.Health(URI.create(layout.workerUrl()), true),
        Map.of(
            "LOG_PORT", port("WORKER_LOG_PORT"),
            "CI_SCHEDULER_URL", layout.schedulerUrl(),
            "DOCSTORE_URL", layout.serverUrl(),
            "DEV_CLAIM_TOKEN", secrets.claim(),
            "WORKER_LOOP", "true",
            "CI_BUILDAH_ROOT", layout.imageStore().toString()));
  }

  private Service service(
      String name, List<String> javaOptions, Service.Health health, Map<String, String> settings) {
    var environment = new HashMap<>(settings);
    environment.put("LOG_FORMAT", "text");
    return new Service(
        name,
        layout.home().resolve(name + "/target/" + name + ".jar"),
        javaOptions,
        environment,
        health);
  }

  private String port(String name) {
    return layout.ports().get(name).toString();
  }
}
