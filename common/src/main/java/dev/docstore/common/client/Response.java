package dev.docstore.common.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * One answer; closing it gives the connection back.
 *
 * @param headers by lower-case name, the first value of each
 * @param body empty where the answer has none
 */
public record Response(int status, Map<String, String> headers, InputStream body)
    implements AutoCloseable {
  /** The header with this lower-case name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  boolean successful() {
    return status >= 200 && status < 300;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
