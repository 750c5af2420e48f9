package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.ContentHash;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The strong tag of one state of something (spec 01 §1.6, 02 §1.4).
 *
 * @param value with its quotation marks, as in the header
 */
public record ETag(String value) {
  /** The tag of these parts, in order. */
  public static ETag of(String... parts) {
    byte[] text = String.join(":", parts).getBytes(StandardCharsets.UTF_8);
    return new ETag('"' + ContentHash.of(text).hex() + '"');
  }

  /**
   * Judges a request's {@code If-Match}: absent, empty, {@code *} or this tag pass.
   *
   * @throws DocStoreException 412
   */
  public void requireMatch(@Nullable String ifMatch) {
    if (ifMatch != null && !ifMatch.isEmpty() && !ifMatch.equals("*") && !ifMatch.equals(value)) {
      throw new DocStoreException(ErrorCode.PRECONDITION_FAILED, "ETag mismatch");
    }
  }
}
