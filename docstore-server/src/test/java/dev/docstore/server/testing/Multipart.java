package dev.docstore.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A multipart body, written by hand so that it can also be wrong. */
public final class Multipart {
  /** The header that goes with it. */
  public static final String CONTENT_TYPE = "multipart/form-data; boundary=XbX";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** Adds a part. */
  public Multipart part(String name, byte[] content) {
    write(head(name).getBytes(StandardCharsets.UTF_8));
    write(content);
    write("\r\n".getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds a part of text. */
  public Multipart part(String name, String text) {
    return part(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What stands before a part's bytes. */
  public static String head(String name) {
    return "--XbX\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"f\"\r\n\r\n"
        .formatted(name);
  }

  /** What stands after the last part's bytes. */
  public static String tail() {
    return "\r\n--XbX--\r\n";
  }

  /** The whole body. */
  public byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes("--XbX--\r\n".getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }

  private void write(byte[] bytes) {
    try {
      body.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
