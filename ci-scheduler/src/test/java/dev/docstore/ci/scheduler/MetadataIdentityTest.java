package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.docstore.testkit.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetadataIdentityTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer metadata;
  private final MetadataIdentity identity;
  private volatile int status = 200;
  private volatile String flavor = "Google";
  private volatile String body = token(NOW.plusSeconds(3600));

  MetadataIdentityTest() throws Exception {
    metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    metadata.createContext("/", this::answer);
    metadata.start();
    identity =
        new MetadataIdentity(
            client, "127.0.0.1:" + metadata.getAddress().getPort(), "client id/1", clock);
  }

  /** As Google's does, it answers nobody who does not know what it is. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      boolean knows = "Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Metadata-Flavor", flavor);
      exchange.sendResponseHeaders(knows ? status : 403, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @AfterEach
  void stop() {
    metadata.stop(0);
    client.close();
  }

  @Test
  void bearsATokenForTheAudienceAndAsksOnce() throws Exception {
    assertThat(sign()).isEqualTo("Bearer " + body);
    assertThat(sign()).isEqualTo("Bearer " + body);
    assertThat(asked)
        .containsExactly(
            "/computeMetadata/v1/instance/service-accounts/default/identity"
                + "?format=full&audience=client+id%2F1");
  }

  @Test
  void asksAgainShortlyBeforeTheEnd() throws Exception {
    sign();
    String later = token(NOW.plusSeconds(7200));
    body = later;
    clock.advance(Duration.ofMinutes(54));
    assertThat(sign()).isNotEqualTo("Bearer " + later);
    clock.advance(Duration.ofMinutes(2));
    assertThat(sign()).isEqualTo("Bearer " + later);
  }

  @Test
  void bearsTheOldTokenToItsEndWhileNoNewOneIsToBeHad() throws Exception {
    String held = sign();
    status = 500;
    clock.advance(Duration.ofMinutes(59));
    assertThat(sign()).isEqualTo(held);
    clock.advance(Duration.ofMinutes(2));
    assertThatThrownBy(this::sign)
        .isInstanceOf(IOException.class)
        .hasMessage("no identity from the metadata server: unexpected status 500");
  }

  @Test
  void believesNobodyElseUnderThatName() {
    flavor = "Other";
    assertThatThrownBy(this::sign).hasMessageContaining("not that of a metadata server");
    flavor = "Google";
    body = "<html>";
    assertThatThrownBy(this::sign).hasMessageContaining("the answer is no token");
  }

  private String sign() throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1/"));
    identity.sign(request);
    return request.build().headers().firstValue("Authorization").orElseThrow();
  }

  private static String token(Instant end) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader(JWSAlgorithm.HS256),
              new JWTClaimsSet.Builder().expirationTime(Date.from(end)).build());
      token.sign(new MACSigner(new byte[32]));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
