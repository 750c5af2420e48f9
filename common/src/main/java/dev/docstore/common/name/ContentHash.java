package dev.docstore.common.name;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A SHA-256 digest: of a file's bytes, or of a commit's text (then a link of the chain). Written as
 * 64 lower-case hex digits, stored as 32 bytes.
 */
public record ContentHash(String hex) {
  private static final HexFormat HEX = HexFormat.of();

  public ContentHash {
    if (hex.length() != 64 || !hex.equals(hex.toLowerCase(Locale.ROOT)) || !isHex(hex)) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + hex);
    }
  }

  /** The digest of these bytes. */
  public static ContentHash of(byte[] content) {
    return ofDigest(sha256().digest(content));
  }

  /** A digest that was computed or stored elsewhere: exactly 32 bytes. */
  public static ContentHash ofDigest(byte[] digest) {
    return new ContentHash(HEX.formatHex(digest));
  }

  /** A fresh SHA-256; every Java platform has it. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return HEX.parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(HexFormat::isHexDigit);
  }
}
