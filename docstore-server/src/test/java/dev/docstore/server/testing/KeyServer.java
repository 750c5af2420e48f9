package dev.docstore.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Real signing keys, with their public halves served over HTTP. */
public final class KeyServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger fetches = new AtomicInteger();
  private final ECKey ec;
  private volatile RSAKey rsa;
  private volatile boolean failing;

  public KeyServer() {
    try {
      ec = new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
      rsa = newRsaKey();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    server.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          byte[] body = document().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(failing ? 503 : 200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  private static RSAKey newRsaKey() throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
  }

  /** Among the keys lies one of a kind that nobody knows. */
  private String document() {
    String keys = new JWKSet(List.<JWK>of(rsa, ec)).toPublicJWKSet().toString(true);
    return keys.replaceFirst("\\[", "[{\"kty\":\"odd\",\"kid\":\"odd\"},");
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  /** How often the keys were asked for. */
  public int fetches() {
    return fetches.get();
  }

  /** From now on answers 503, or the keys again. */
  public void fail(boolean fails) {
    failing = fails;
  }

  /** Replaces the RSA key by a new one. */
  public void rotate() {
    try {
      rsa = newRsaKey();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public RSAKey rsaKey() {
    return rsa;
  }

  public ECKey ecKey() {
    return ec;
  }

  /** A compact token signed with RS256. */
  public String sign(JWTClaimsSet claims) {
    return sign(rsa, claims);
  }

  /** A compact token signed with that key, which need not be one that is served. */
  public static String sign(JWK key, JWTClaimsSet claims) {
    try {
      boolean isRsa = key instanceof RSAKey;
      JWSSigner signer = isRsa ? new RSASSASigner((RSAKey) key) : new ECDSASigner((ECKey) key);
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(isRsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                  .keyID(key.getKeyID())
                  .type(JOSEObjectType.JWT)
                  .build(),
              claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
