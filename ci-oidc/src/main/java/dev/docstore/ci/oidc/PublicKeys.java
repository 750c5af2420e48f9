package dev.docstore.ci.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.interfaces.RSAPublicKey;

/** Public keys as the key set publishes them (spec 03 §12.2). */
final class PublicKeys {
  private PublicKeys() {}

  /** With {@code alg}, {@code use}, and the RFC 7638 thumbprint as {@code kid}. */
  static RSAKey of(RSAPublicKey key) {
    try {
      return new RSAKey.Builder(key)
          .algorithm(JWSAlgorithm.RS256)
          .keyUse(KeyUse.SIGNATURE)
          .keyIDFromThumbprint()
          .build();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
