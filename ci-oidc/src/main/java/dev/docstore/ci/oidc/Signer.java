package dev.docstore.ci.oidc;

import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Holds the private key that tokens are signed with, and shows the public ones.
 *
 * <p>Safe for concurrent use. {@code SignerContract} is this text as a test; every implementation
 * passes it.
 */
interface Signer {
  /**
   * The key that {@link #sign} uses now: its public half, with the RFC 7638 thumbprint as {@code
   * kid}. Stays the same until the key is rotated.
   *
   * @throws GeneralSecurityException when the key cannot be had; the next call tries again
   */
  RSAKey current() throws GeneralSecurityException;

  /**
   * Every key whose signatures are still to be accepted, {@link #current()} first, public halves
   * only, no key twice.
   *
   * @throws GeneralSecurityException as {@link #current()}
   */
  List<RSAKey> published() throws GeneralSecurityException;

  /**
   * RSASSA-PKCS1-v1_5 with SHA-256 over these bytes, by the key of {@link #current()}. The same
   * input gives the same signature.
   *
   * @throws GeneralSecurityException when it could not be signed; nothing was issued then
   */
  byte[] sign(byte[] message) throws GeneralSecurityException;
}
