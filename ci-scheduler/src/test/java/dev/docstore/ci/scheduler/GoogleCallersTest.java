package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is let in where there is no development mode (page 00 E9). */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleCallersTest {
  private static final String SERVER = "docstore-server@project.iam.gserviceaccount.com";

  private final RSAKey key = newKey();
  private final FakeServer google;
  private final RunningScheduler scheduler;

  GoogleCallersTest(TestDatabase database) throws Exception {
    google = new FakeServer();
    google.answer("GET /certs", 200, new JWKSet(key.toPublicJWK()).toString());
    scheduler =
        RunningScheduler.start(
            database,
            Map.of(
                "DEV_IDENTITY", "",
                "DEV_CLAIM_TOKEN", "",
                "RUNNER_URL", "https://ci.test",
                "SERVICE_IDENTITIES", "other@example.com, " + SERVER,
                "OAUTH_JWKS_URL", google.url() + "/certs"));
  }

  @AfterAll
  void stop() {
    scheduler.close();
    google.close();
  }

  @Test
  void aServiceOfOursIsLetIn() throws Exception {
    assertThat(status(key, claims -> claims)).isEqualTo(404);
  }

  @Test
  void everybodyElseIsNot() throws Exception {
    assertThat(status(key, claims -> claims.claim("email", "ann@example.com"))).isEqualTo(401);
    assertThat(status(key, claims -> claims.claim("email", null))).isEqualTo(401);
    assertThat(status(key, claims -> claims.claim("email_verified", false))).isEqualTo(401);
    assertThat(status(key, claims -> claims.audience("https://other.test"))).isEqualTo(401);
    assertThat(status(key, claims -> claims.issuer("https://evil.test"))).isEqualTo(401);
    assertThat(
            status(
                key, claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(300)))))
        .isEqualTo(401);
    assertThat(status(newKey(), claims -> claims)).isEqualTo(401);
    assertThat(get("Bearer nonsense")).isEqualTo(401);
    assertThat(scheduler.get("/run/x", "X-DocStore-Identity", SERVER).statusCode()).isEqualTo(401);
  }

  @Test
  void whatProbesAndScalersReadIsOpen() throws Exception {
    for (String open : new String[] {"/healthz", "/readyz", "/metrics", "/queue-depth"}) {
      assertThat(scheduler.get(open).statusCode()).as(open).isEqualTo(200);
    }
  }

  private int status(RSAKey signer, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer("https://accounts.google.com")
            .audience("https://ci.test")
            .claim("email", SERVER)
            .claim("email_verified", true)
            .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
            change.apply(claims).build());
    token.sign(new RSASSASigner(signer));
    return get("Bearer " + token.serialize());
  }

  /** 404 tells a caller that is let in that there is no such run. */
  private int get(String authorization) throws Exception {
    return scheduler.get("/run/x", "Authorization", authorization).statusCode();
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID("k").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
