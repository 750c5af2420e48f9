package dev.docstore.ci.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalSignerTest extends SignerContract {
  private static final KeyPair KEY = KeyFile.random();

  private final Signer signer = new LocalSigner(KEY, Optional.empty());

  @Override
  Signer signer() {
    return signer;
  }

  @Test
  void publishesThePreviousKeyToo() throws Exception {
    Signer before = new LocalSigner(KeyFile.random(), Optional.empty());
    KeyPair old = KeyFile.random();
    Signer rotated = new LocalSigner(KEY, Optional.of(old));
    assertThat(rotated.published())
        .containsExactly(signer.current(), new LocalSigner(old, Optional.empty()).current())
        .doesNotContain(before.current());
  }

  @Test
  void aKeyThatIsItsOwnPredecessorIsPublishedOnce() throws Exception {
    assertThat(new LocalSigner(KEY, Optional.of(KEY)).published()).hasSize(1);
  }
}
