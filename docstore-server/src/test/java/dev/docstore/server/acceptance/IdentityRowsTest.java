package dev.docstore.server.acceptance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.KeyServer;
import dev.docstore.server.testing.SecuredServer;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows 1 and 2 of spec 01 §19: who calls. */
class IdentityRowsTest {
  private static final SecuredServer SERVER = SecuredServer.shared();

  private final KeyServer keys = SERVER.proxyKeys();

  @Test
  void row01RefusesWhoBringsNothing() {
    refused(SERVER.nobody());
    refused(SERVER.assertion(""));
    SERVER
        .nobody()
        .post("/repos/default/default/-/commit", "")
        .expectError(401, "UNAUTHORIZED", "unauthenticated");
  }

  @Test
  void row02RefusesTokensThatAreMalformed() throws Exception {
    refused(SERVER.assertion("two.parts"));
    refused(SERVER.assertion(signedWithASecret()));
    refused(SERVER.assertion(KeyServer.sign(withId(keys.rsaKey(), null), good().build())));
  }

  @Test
  void row02RefusesKeysThatAreNotServed() throws Exception {
    try (KeyServer stranger = new KeyServer()) {
      refused(SERVER.assertion(stranger.sign(good().build())));
      RSAKey pretender = withId(stranger.rsaKey(), keys.rsaKey().getKeyID());
      refused(SERVER.assertion(KeyServer.sign(pretender, good().build())));
    }
  }

  @Test
  void row02RefusesExpiredTokensBeyondTheLeeway() {
    refused(SERVER.assertion(keys.sign(good().expirationTime(secondsFromNow(-60)).build())));
    refused(SERVER.assertion(keys.sign(good().expirationTime(null).build())));
    accepted(keys.sign(good().expirationTime(secondsFromNow(-10)).build()));
  }

  @Test
  void row02RefusesTokensWithoutAnAddress() {
    refused(SERVER.assertion(keys.sign(SecuredServer.person().build())));
    refused(SERVER.assertion(keys.sign(good().claim("email", "").build())));
    refused(SERVER.assertion(keys.sign(good().claim("email", 7).build())));
  }

  @Test
  void row02AcceptsATokenFromTheFuture() {
    accepted(keys.sign(good().issueTime(secondsFromNow(300)).build()));
  }

  private static Date secondsFromNow(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private static RSAKey withId(RSAKey key, @Nullable String id) {
    return new RSAKey.Builder(key).keyID(id).build();
  }

  private static String signedWithASecret() throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(SERVER.proxyKeys().rsaKey().getKeyID())
                .build(),
            good().build());
    token.sign(new MACSigner(new byte[32]));
    return token.serialize();
  }

  private static void accepted(String assertion) {
    SERVER.assertion(assertion).get("/orgs").expect(200);
  }

  private static void refused(Api api) {
    api.get("/orgs").expectError(401, "UNAUTHORIZED", "unauthenticated");
  }

  private static JWTClaimsSet.Builder good() {
    return SecuredServer.person().claim("email", "someone@example.com");
  }
}
