package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.ServiceAccountCredentials;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.docstore.server.testing.KeyServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SchedulerIdentityTest {
  @Test
  void aDeveloperNamesThemself() throws Exception {
    assertThat(new SchedulerIdentity(Optional.of("dev@example.com"), Optional.empty()).headers())
        .isEqualTo(Map.of("X-DocStore-Identity", "dev@example.com"));
  }

  @Test
  void aServerWithoutAccountHasNothingToShow() throws Exception {
    assertThat(new SchedulerIdentity(Optional.empty(), Optional.empty()).headers()).isEmpty();
  }

  @Test
  void aServiceAccountGetsAnIdTokenForTheScheduler() throws Exception {
    RSAKey account = new RSAKeyGenerator(2048).generate();
    AtomicReference<String> asked = new AtomicReference<>("");
    HttpServer google =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (KeyServer keys = new KeyServer()) {
      String idToken =
          keys.sign(
              new JWTClaimsSet.Builder()
                  .issuer("https://accounts.google.com")
                  .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                  .build());
      google.createContext(
          "/token",
          exchange -> {
            asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = ("{\"id_token\":\"" + idToken + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      google.start();
      ServiceAccountCredentials credentials =
          ServiceAccountCredentials.newBuilder()
              .setClientEmail("server@project.iam.gserviceaccount.com")
              .setPrivateKey(account.toPrivateKey())
              .setTokenServerUri(
                  URI.create("http://127.0.0.1:" + google.getAddress().getPort() + "/token"))
              .build();

      Map<String, String> headers =
          new SchedulerIdentity(
                  Optional.empty(),
                  Optional.of(
                      SchedulerIdentity.tokens(credentials, "https://scheduler.example.com")))
              .headers();

      assertThat(headers).isEqualTo(Map.of("Authorization", "Bearer " + idToken));
      String assertion =
          URLDecoder.decode(asked.get(), StandardCharsets.UTF_8).replaceAll(".*assertion=", "");
      assertThat(SignedJWT.parse(assertion).getJWTClaimsSet().getStringClaim("target_audience"))
          .isEqualTo("https://scheduler.example.com");
    } finally {
      google.stop(0);
    }
  }
}
