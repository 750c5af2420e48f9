package dev.docstore.ci.oidc;

import dev.docstore.common.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** An issuer on a free port, started as {@code main} starts it. */
final class RunningIssuer implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningIssuer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** With these variables. */
  static synchronized RunningIssuer start(Map<String, String> variables)
      throws InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PORT", "0");
    environment.put("LOG_FORMAT", "text");
    environment.put("LOG_LEVEL", "warn");
    environment.putAll(variables);
    return new RunningIssuer(
        CiOidc.start(OidcSettings.of(Settings.of(new String[0], environment))));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  /** Asks for a token. */
  HttpResponse<String> token(String requestToken, String body)
      throws IOException, InterruptedException {
    return send("POST", "/ci/token", body, "Authorization", "Bearer " + requestToken);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    String port = context.getEnvironment().getProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    context.close();
    client.close();
  }
}
