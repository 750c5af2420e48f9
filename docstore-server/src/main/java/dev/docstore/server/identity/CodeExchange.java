package dev.docstore.server.identity;

import dev.docstore.common.json.Json;
import dev.docstore.server.settings.OAuth.Login;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** The two steps of OpenID Connect's code flow that leave this server (spec 01 §21.2). */
final class CodeExchange {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Login login;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  CodeExchange(Login login) {
    this.login = login;
  }

  /** Where a browser goes to sign in. */
  String authorizationUrl(String state, String callback) {
    Map<String, String> query = new TreeMap<>();
    query.put("access_type", "online");
    query.put("client_id", login.clientId());
    query.put("redirect_uri", callback);
    query.put("response_type", "code");
    query.put("scope", "openid email");
    query.put("state", state);
    String url = login.authorizationUrl().toString();
    return url + (url.contains("?") ? "&" : "?") + form(query);
  }

  /**
   * Trades a code for an ID token that is yet to be verified; empty when the answer has none.
   *
   * @throws IOException when the exchange is refused or does not come about
   */
  Optional<String> idToken(String code, String callback) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    fields.put("client_id", login.clientId());
    fields.put("client_secret", login.clientSecret());
    fields.put("code", code);
    fields.put("grant_type", "authorization_code");
    fields.put("redirect_uri", callback);
    HttpRequest request =
        HttpRequest.newBuilder(login.tokenUrl())
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form(fields)))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("the token endpoint answered " + response.statusCode());
      }
      return Optional.of(Json.MAPPER.readTree(response.body()).path("id_token").asString(""))
          .filter(token -> !token.isEmpty());
    } catch (JacksonException e) {
      throw new IOException("the token endpoint answered something that is not JSON", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
