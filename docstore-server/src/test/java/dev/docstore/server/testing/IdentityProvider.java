package dev.docstore.server.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * An identity provider that speaks OpenID Connect's code flow as Google does: whoever comes to its
 * authorization endpoint is signed in as {@link #PERSON} and sent back with a code, which the token
 * endpoint takes once.
 */
public final class IdentityProvider implements AutoCloseable {
  public static final String CLIENT_ID = "docstore.apps.example.com";
  public static final String CLIENT_SECRET = "client secret & more";
  public static final String PERSON = "ann@example.com";

  /** What the token endpoint answers to a good request. */
  public enum Mood {
    GOOD,
    WITHOUT_ID_TOKEN,
    NOT_JSON
  }

  private final HttpServer server;
  private final KeyServer keys = new KeyServer();
  private final Map<String, String> redirectUris = new ConcurrentHashMap<>();
  private volatile Mood mood = Mood.GOOD;
  private volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();

  public IdentityProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The variables of a server whose people sign in here. */
  public Map<String, String> variables() {
    return Map.of(
        "DEV_IDENTITY",
        "",
        "OAUTH_CLIENT_ID",
        CLIENT_ID,
        "OAUTH_CLIENT_SECRET",
        CLIENT_SECRET,
        "SESSION_SECRET",
        "c2Vzc2lvbiBzZWNyZXQgb2YgdGhlIHRlc3Rz",
        "OAUTH_AUTHORIZATION_URL",
        url("/authorize").toString(),
        "OAUTH_TOKEN_URL",
        url("/token").toString(),
        "OAUTH_JWKS_URL",
        keys.url().toString());
  }

  public KeyServer keys() {
    return keys;
  }

  /** From now on the token endpoint answers like this, with claims changed like that. */
  public void answer(Mood newMood, UnaryOperator<JWTClaimsSet.Builder> change) {
    mood = newMood;
    claims = change;
  }

  /** The claims of a good ID token of {@link #PERSON}. */
  public static JWTClaimsSet.Builder person() {
    return new JWTClaimsSet.Builder()
        .issuer("https://accounts.google.com")
        .audience(CLIENT_ID)
        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
        .claim("email", PERSON)
        .claim("email_verified", true);
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
    boolean good =
        CLIENT_ID.equals(query.get("client_id"))
            && "code".equals(query.get("response_type"))
            && "openid email".equals(query.get("scope"))
            && "online".equals(query.get("access_type"))
            && query.containsKey("state");
    if (!good) {
      reply(exchange, 400, "bad authorization request " + query);
      return;
    }
    String code = UUID.randomUUID() + "/+&";
    redirectUris.put(code, query.get("redirect_uri"));
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            query.get("redirect_uri")
                + "?state="
                + query.get("state")
                + "&code="
                + code.replace("+", "%2B").replace("&", "%26"));
    reply(exchange, 302, "");
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String redirectUri = redirectUris.remove(form.getOrDefault("code", ""));
    boolean good =
        redirectUri != null
            && redirectUri.equals(form.get("redirect_uri"))
            && "authorization_code".equals(form.get("grant_type"))
            && CLIENT_ID.equals(form.get("client_id"))
            && CLIENT_SECRET.equals(form.get("client_secret"));
    if (!good) {
      reply(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    switch (mood) {
      case GOOD ->
          reply(
              exchange,
              200,
              "{\"access_token\":\"x\",\"id_token\":\"%s\"}"
                  .formatted(keys.sign(claims.apply(person()).build())));
      case WITHOUT_ID_TOKEN -> reply(exchange, 200, "{\"access_token\":\"x\"}");
      case NOT_JSON -> reply(exchange, 200, "<html>");
    }
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      fields.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    keys.close();
  }
}
