package dev.docstore.common.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 as the contract signs with it: webhook bodies (02 §11.3) and presigned archives (01
 * §14.3).
 */
public final class Hmac {
  private Hmac() {}

  /** The signature header's value for a webhook body: {@code sha256=} and lower-case hex. */
  public static String webhookSignature(String secret, byte[] body) {
    return "sha256=" + hex(secret.getBytes(StandardCharsets.UTF_8), body);
  }

  /** Whether the header is exactly the signature of the body, in constant time. */
  public static boolean webhookSignatureMatches(String secret, byte[] body, String header) {
    return constantTimeEquals(webhookSignature(secret, body), header);
  }

  /** The {@code sig} of a presigned archive URL; {@code expires} in Unix seconds. */
  public static String archiveSignature(
      byte[] key, String repo, String branch, long sequence, long expires) {
    String text = repo + "\n" + branch + "\n" + sequence + "\n" + expires;
    return hex(key, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As {@link #archiveSignature}, compared in constant time and without regard to the case of the
   * hex digits.
   */
  public static boolean archiveSignatureMatches(
      byte[] key, String repo, String branch, long sequence, long expires, String signature) {
    return constantTimeEquals(
        archiveSignature(key, repo, branch, sequence, expires), signature.toLowerCase(Locale.ROOT));
  }

  private static boolean constantTimeEquals(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
