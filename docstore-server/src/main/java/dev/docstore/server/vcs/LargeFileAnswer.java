package dev.docstore.server.vcs;

import dev.docstore.common.json.Json;
import dev.docstore.common.wire.FileContent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A file in the JSON form of {@link FileContent} whose bytes are too many to be held: they are
 * encoded while they are read.
 */
final class LargeFileAnswer {
  /** Where the bytes belong. Inside a text of the JSON its quotation marks would be escaped. */
  private static final String NO_CONTENT = "\"content\":\"";

  private LargeFileAnswer() {}

  static void write(
      HttpServletResponse response, FileContent withoutContent, long size, InputStream content)
      throws IOException {
    String json = Json.write(withoutContent) + "\n";
    int hole = json.indexOf(NO_CONTENT) + NO_CONTENT.length();
    byte[] before = json.substring(0, hole).getBytes(StandardCharsets.UTF_8);
    byte[] after = json.substring(hole).getBytes(StandardCharsets.UTF_8);
    response.setHeader("Content-Type", "application/json");
    response.setContentLengthLong(before.length + (size + 2) / 3 * 4 + after.length);
    OutputStream out = response.getOutputStream();
    out.write(before);
    try (OutputStream encoder = Base64.getEncoder().wrap(new LeftOpen(out))) {
      if (content.transferTo(encoder) != size) {
        throw new IOException("a file has not the " + size + " bytes that it should have");
      }
    }
    out.write(after);
  }

  /** The encoder has to be closed; what it writes to has not. */
  private static final class LeftOpen extends FilterOutputStream {
    LeftOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
