package dev.docstore.common.token;

import dev.docstore.common.name.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The opaque secret of one claimed CI job (spec 03 §3): 32 random bytes as 43 characters of
 * unpadded base64url. Only its hash is ever stored.
 */
public record RequestToken(String plaintext) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new token from the system's strong random source. */
  public static RequestToken random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new RequestToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Unpadded base64url of the SHA-256 of the text: what {@code ci_jobs.request_token} holds. */
  public String hash() {
    byte[] digest = ContentHash.sha256().digest(plaintext.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /** Never the secret: tokens end up in log lines. */
  @Override
  public String toString() {
    return "RequestToken[***]";
  }
}
