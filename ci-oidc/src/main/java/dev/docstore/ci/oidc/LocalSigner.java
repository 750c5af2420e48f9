package dev.docstore.ci.oidc;

import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs in this process, with a key from a {@link KeyFile} or one that dies with the process. */
final class LocalSigner implements Signer {
  private final KeyPair pair;
  private final RSAKey current;
  private final List<RSAKey> published;

  /**
   * @param previous the key used before, whose tokens are still to verify
   */
  LocalSigner(KeyPair pair, Optional<KeyPair> previous) {
    this.pair = pair;
    this.current = PublicKeys.of((RSAPublicKey) pair.getPublic());
    Map<String, RSAKey> keys = new LinkedHashMap<>();
    keys.put(current.getKeyID(), current);
    previous
        .map(old -> PublicKeys.of((RSAPublicKey) old.getPublic()))
        .ifPresent(old -> keys.putIfAbsent(old.getKeyID(), old));
    this.published = List.copyOf(keys.values());
  }

  @Override
  public RSAKey current() {
    return current;
  }

  @Override
  public List<RSAKey> published() {
    return published;
  }

  @Override
  public byte[] sign(byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(message);
    return signature.sign();
  }
}
