package dev.docstore.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A compact JWT whose text is well formed. What it claims counts only once {@link #claims} has
 * verified it.
 */
final class SignedToken {
  private final SignedJWT jwt;
  private final JWTClaimsSet unverified;

  private SignedToken(SignedJWT jwt, JWTClaimsSet unverified) {
    this.jwt = jwt;
    this.unverified = unverified;
  }

  /** Empty for what is no JWT at all. */
  static Optional<SignedToken> parse(String text) {
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      return Optional.of(new SignedToken(jwt, jwt.getJWTClaimsSet()));
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whose token it says it is: good for choosing who verifies it, and for nothing else. */
  boolean saysIssuer(String issuer) {
    return issuer.equals(unverified.getIssuer());
  }

  /**
   * The claims of a token that is signed with one of these algorithms and keys, and not expired.
   *
   * @param leeway how long after its last second a token is still taken
   */
  Optional<JWTClaimsSet> claims(
      KeySet keys, Set<JWSAlgorithm> algorithms, Clock clock, Duration leeway) {
    JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
    String keyId = jwt.getHeader().getKeyID();
    if (!algorithms.contains(algorithm)
        || keyId == null
        || keyId.isEmpty()
        || expired(clock, leeway)) {
      return Optional.empty();
    }
    return keys.key(keyId).filter(key -> signedWith(key, algorithm)).map(_ -> unverified);
  }

  private boolean expired(Clock clock, Duration leeway) {
    return unverified.getExpirationTime() == null
        || clock.instant().getEpochSecond()
            > unverified.getExpirationTime().toInstant().plus(leeway).getEpochSecond();
  }

  private boolean signedWith(JWK key, JWSAlgorithm algorithm) {
    try {
      Optional<JWSVerifier> verifier = verifier(key, algorithm);
      return verifier.isPresent() && jwt.verify(verifier.get());
    } catch (JOSEException e) {
      return false;
    }
  }

  /** A key is used only with the algorithm of its kind. */
  private static Optional<JWSVerifier> verifier(JWK key, JWSAlgorithm algorithm)
      throws JOSEException {
    if (key instanceof RSAKey rsa && algorithm.equals(JWSAlgorithm.RS256)) {
      return Optional.of(new RSASSAVerifier(rsa));
    }
    if (key instanceof ECKey ec
        && ec.getCurve().equals(Curve.P_256)
        && algorithm.equals(JWSAlgorithm.ES256)) {
      return Optional.of(new ECDSAVerifier(ec));
    }
    return Optional.empty();
  }
}
