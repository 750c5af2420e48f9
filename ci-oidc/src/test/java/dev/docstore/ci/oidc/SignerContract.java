package dev.docstore.ci.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Signer} promises. */
abstract class SignerContract {
  private static final byte[] MESSAGE = "header.payload".getBytes(StandardCharsets.US_ASCII);

  /** The signer under test; the same one for a whole test. */
  abstract Signer signer() throws Exception;

  @Test
  void signsWithTheCurrentKey() throws Exception {
    Signer signer = signer();
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(signer.current().toRSAPublicKey());
    verifier.update(MESSAGE);
    assertThat(verifier.verify(signer.sign(MESSAGE))).isTrue();
  }

  @Test
  void theSameMessageGetsTheSameSignature() throws Exception {
    Signer signer = signer();
    assertThat(signer.sign(MESSAGE)).isEqualTo(signer.sign(MESSAGE));
    assertThat(signer.sign(MESSAGE)).isNotEqualTo(signer.sign(new byte[0]));
  }

  @Test
  void theKeyIdIsTheThumbprintOfTheKey() throws Exception {
    RSAKey key = signer().current();
    String members =
        "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}"
            .formatted(key.getPublicExponent(), key.getModulus());
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII));
    assertThat(key.getKeyID())
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
  }

  @Test
  void publishesTheCurrentKeyFirstAndNothingPrivate() throws Exception {
    Signer signer = signer();
    List<RSAKey> published = signer.published();
    assertThat(published.getFirst()).isEqualTo(signer.current());
    assertThat(published).noneMatch(RSAKey::isPrivate);
    assertThat(published).extracting(RSAKey::getKeyID).doesNotHaveDuplicates();
  }

  @Test
  void theKeyIsLargeEnough() throws Exception {
    assertThat(signer().current().size()).isGreaterThanOrEqualTo(2048);
  }
}
