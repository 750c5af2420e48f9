package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.server.vcs.ByteRange.Asked;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.Validity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Raw bytes, whole or one range of them (page 00 B6), for browsers too, which must never run them
 * as a page of this site (B14). Memory per request: one buffer, or a file that lies in the
 * database.
 */
final class RawContent {
  private static final int BUFFER = 64 * 1024;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Conditional conditional;

  RawContent(HttpServletRequest request, HttpServletResponse response, Conditional conditional) {
    this.request = request;
    this.response = response;
    this.conditional = conditional;
  }

  /**
   * Answers 200, 206 or 304.
   *
   * @throws DocStoreException 416
   */
  void write(Files files, Files.Version version, Validity validity) throws IOException {
    Asked asked = asked(version, validity);
    if (asked instanceof Asked.Nothing) {
      response.setHeader("Content-Range", "bytes */" + version.size());
      throw new DocStoreException(
          ErrorCode.RANGE_NOT_SATISFIABLE, "the file has " + version.size() + " bytes");
    }
    ByteRange range =
        asked instanceof Asked.Part(ByteRange part) ? part : new ByteRange(0, version.size());
    // Opened before anything is said: this may still fail.
    try (InputStream content = files.open(version, range.from())) {
      if (conditional.notModified(validity)) {
        return;
      }
      describe(version);
      if (asked instanceof Asked.Part) {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader("Content-Range", range.contentRange(version.size()));
      }
      response.setContentLengthLong(range.length());
      if (!request.getMethod().equals("HEAD")) {
        copy(content, response.getOutputStream(), range.length());
      }
    }
  }

  /** A range counts for GET only, and only while {@code If-Range} names this version. */
  private Asked asked(Files.Version version, Validity validity) {
    String ifRange = request.getHeader("If-Range");
    boolean counts =
        request.getMethod().equals("GET")
            && (ifRange == null || ifRange.strip().equals(validity.tag().value()))
            && !conditional.isKnown(validity.tag());
    return ByteRange.of(
        Optional.ofNullable(request.getHeader("Range")).filter(_ -> counts), version.size());
  }

  private void describe(Files.Version version) {
    String type =
        version.contentType() == null ? "application/octet-stream" : version.contentType();
    String headerType = type.replace('\r', ' ').replace('\n', ' ');
    response.setHeader("Content-Type", headerType);
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    if (isActive(headerType)) {
      response.setHeader("Content-Disposition", "attachment");
    }
  }

  /** Types that a browser would interpret rather than show. */
  private static boolean isActive(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    return type.contains("html")
        || type.contains("xml")
        || type.contains("svg")
        || type.contains("javascript")
        || type.contains("pdf");
  }

  /** Exactly so many bytes: fewer must break the answer, not leave its reader waiting. */
  private static void copy(InputStream from, OutputStream to, long length) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
    for (long left = length; left > 0; ) {
      int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException(left + " bytes of a file are missing");
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }
}
