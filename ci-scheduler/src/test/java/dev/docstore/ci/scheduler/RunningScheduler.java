package dev.docstore.ci.scheduler;

import dev.docstore.common.settings.Settings;
import dev.docstore.common.token.Hmac;
import dev.docstore.testkit.TestDatabase;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/** A scheduler on a free port, started as {@code main} starts it. */
final class RunningScheduler implements AutoCloseable {
  static final String SECRET = "the webhook secret";
  static final String CLAIM_TOKEN = "the claim token";

  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningScheduler(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * With a secret and a claim token, in development mode, and these variables on top. One start at
   * a time: each sets up the logging of the whole JVM.
   */
  static synchronized RunningScheduler start(TestDatabase database, Map<String, String> more)
      throws InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_URL", database.url());
    environment.put("PORT", "0");
    environment.put("WEBHOOK_SECRET", SECRET);
    environment.put("OIDC_TOKEN_URL", "http://oidc.test/ci/token");
    environment.put("DEV_IDENTITY", "scheduler@example.com");
    environment.put("DEV_CLAIM_TOKEN", CLAIM_TOKEN);
    environment.put("LOG_FORMAT", "text");
    environment.put("LOG_LEVEL", "warn");
    environment.putAll(more);
    return new RunningScheduler(
        CiScheduler.start(SchedulerSettings.of(Settings.of(new String[0], environment))));
  }

  /** In Kubernetes, as far as that can be told; without anything for development. */
  static synchronized RunningScheduler inCluster(
      TestDatabase database, Optional<KubernetesClient> kubernetes) throws InterruptedException {
    Map<String, String> environment =
        Map.of(
            "DATABASE_URL", database.url(),
            "PORT", "0",
            "WEBHOOK_SECRET", SECRET,
            "LOG_FORMAT", "text",
            "LOG_LEVEL", "warn",
            "KUBERNETES_SERVICE_HOST", "10.0.0.1");
    return new RunningScheduler(
        CiScheduler.start(
            SchedulerSettings.of(Settings.of(new String[0], environment)), kubernetes));
  }

  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  URI url(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, "", headers);
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, body, headers);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path)).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Delivers an event, signed as the server does. */
  HttpResponse<String> deliver(String body) throws IOException, InterruptedException {
    String signature = Hmac.webhookSignature(SECRET, body.getBytes(StandardCharsets.UTF_8));
    return post("/webhook", body, "X-DocStore-Signature", signature);
  }

  HttpResponse<String> claim() throws IOException, InterruptedException {
    return post("/claim", "", "Authorization", "Bearer " + CLAIM_TOKEN);
  }

  @Override
  public void close() {
    context.close();
    client.close();
  }
}
