package dev.docstore.server.secret;

import dev.docstore.common.error.DocStoreException;

/**
 * Encrypts secrets at rest. What is sealed is bound to the thing it belongs to: moved to another
 * row it does not open.
 */
public interface SecretBox {
  /**
   * Encrypts a secret.
   *
   * @param owner names what the secret belongs to, the id of a row for example
   * @throws DocStoreException 503 when this server has no key
   */
  byte[] seal(String owner, String secret);

  /**
   * Decrypts what {@link #seal} gave for the same owner.
   *
   * @throws UnreadableSecretException when it was changed, belongs to another owner, or was sealed
   *     with another key
   * @throws DocStoreException 503 when this server has no key
   */
  String open(String owner, byte[] sealed);

  /** A sealed secret that this server's key does not open. */
  final class UnreadableSecretException extends RuntimeException {
    UnreadableSecretException(Throwable cause) {
      super("the secret cannot be decrypted with this server's key; set it again", cause);
    }
  }
}
