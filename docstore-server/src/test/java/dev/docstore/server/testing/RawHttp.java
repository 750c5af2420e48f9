package dev.docstore.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no client library would send, and shows every byte that comes back. */
public final class RawHttp {
  private RawHttp() {}

  /** Sends {@code GET target}; see {@link #send}. */
  public static String get(URI server, String target) {
    return request(server, "GET", target, "");
  }

  /** Sends a request without a body and with extra header lines, each ended by CR LF. */
  public static String request(URI server, String method, String target, String headers) {
    return send(
        server,
        "%s %s HTTP/1.1\r\nHost: %s\r\nX-DocStore-Identity: %s\r\nConnection: close\r\n%s\r\n"
            .formatted(method, target, server.getAuthority(), TestServer.ADMIN, headers));
  }

  /**
   * Sends these characters as bytes (Latin-1) and returns all that the server sends until it closes
   * the connection, in the same way.
   */
  public static String send(URI server, String request) {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
