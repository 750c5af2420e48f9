package dev.docstore.server.vcs;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Raw bytes for browsers, which must never run them as a page of this site (page 00 B14). */
final class RawContent {
  private RawContent() {}

  static void write(HttpServletResponse response, Files.Version version, InputStream content)
      throws IOException {
    String type =
        version.contentType() == null ? "application/octet-stream" : version.contentType();
    String headerType = type.replace('\r', ' ').replace('\n', ' ');
    response.setHeader("Content-Type", headerType);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.setHeader("ETag", "\"" + version.hash().hex() + "\"");
    if (isActive(headerType)) {
      response.setHeader("Content-Disposition", "attachment");
    }
    response.setContentLengthLong(version.size());
    content.transferTo(response.getOutputStream());
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
}
