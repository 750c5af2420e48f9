package dev.docstore.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a stream of events from a bare socket, so that a test sees every byte of it. */
public final class SseClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final String statusLine;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final StringBuilder pending = new StringBuilder();
  private boolean ended;

  private SseClient(Socket socket, String request) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    this.statusLine = line();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (one, other) -> one + ", " + other);
    }
  }

  /** Connects; extra headers are given as name, value, name, value. */
  public static SseClient open(URI server, String identity, String path, String... headers) {
    StringBuilder request =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n")
            .append("X-DocStore-Identity: " + identity + "\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    try {
      Socket socket = new Socket(server.getHost(), server.getPort());
      socket.setSoTimeout(30_000);
      return new SseClient(socket, request.append("\r\n").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String statusLine() {
    return statusLine;
  }

  /** Lower-case names; a repeated header's values are joined. */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * The next frame with its blank line, waiting for it up to 30 s; null when the server ended the
   * stream properly.
   */
  public @Nullable String frame() {
    return frame(Duration.ofSeconds(30));
  }

  /** As {@link #frame()}; {@code ""} when none came in that time. */
  public @Nullable String frame(Duration patience) {
    try {
      socket.setSoTimeout((int) patience.toMillis());
      int end;
      while ((end = pending.indexOf("\n\n")) < 0) {
        if (ended || !readChunk()) {
          ended = true;
          return null;
        }
      }
      String frame = pending.substring(0, end + 2);
      pending.delete(0, end + 2);
      return frame;
    } catch (SocketTimeoutException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean readChunk() throws IOException {
    int size = Integer.parseInt(line(), 16);
    pending.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
    line();
    return size > 0;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection broke off");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
