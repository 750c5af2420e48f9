package dev.docstore.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.KeyServer;
import dev.docstore.server.testing.SecuredServer;
import org.junit.jupiter.api.Test;

class ProxyAssertionTest {
  private static final SecuredServer SERVER = SecuredServer.shared();

  private final KeyServer keys = SERVER.proxyKeys();

  @Test
  void acceptsRsaAndEllipticCurveSignatures() {
    accepted(keys.sign(good().build()));
    accepted(KeyServer.sign(keys.ecKey(), good().build()));
  }

  @Test
  void refusesOtherIssuersAndAudiences() {
    refused(SERVER.assertion(keys.sign(good().issuer("https://elsewhere.example.com").build())));
    refused(SERVER.assertion(keys.sign(good().audience("/projects/1/apps/other").build())));
  }

  @Test
  void aBearerTokenOfAnotherIssuerShadowsNothing() {
    String foreign = keys.sign(good().issuer("https://accounts.example.com").build());

    SERVER
        .assertion(keys.sign(good().build()))
        .with("Authorization", "Bearer " + foreign)
        .get("/orgs")
        .expect(200);
    SERVER
        .assertion(keys.sign(good().build()))
        .with("Authorization", "Bearer nonsense")
        .get("/orgs")
        .expect(200);
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
