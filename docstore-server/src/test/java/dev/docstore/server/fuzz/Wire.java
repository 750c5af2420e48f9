package dev.docstore.server.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection that is kept alive and, when the server ends it, opened again. */
final class Wire implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 20_000;
  private static final int MAX_HEAD = 100_000;

  private final URI server;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  Wire(URI server) {
    this.server = server;
  }

  /**
   * Sends a request and reads its answer.
   *
   * @throws IOException when there is none, or none in time ({@link
   *     java.net.SocketTimeoutException})
   */
  Reply exchange(byte[] request, boolean head) throws IOException {
    boolean fresh = socket == null;
    try {
      return keep(attempt(request, head));
    } catch (java.net.SocketTimeoutException hang) {
      close();
      throw hang;
    } catch (IOException e) {
      close();
      if (fresh) {
        throw e;
      }
      // The server may have ended the idle connection just then.
      return exchange(request, head);
    }
  }

  private Reply keep(Reply reply) {
    if (reply.endsConnection()) {
      close();
    }
    return reply;
  }

  private Reply attempt(byte[] request, boolean head) throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket(server.getHost(), server.getPort());
      open.setTcpNoDelay(true);
      open.setSoTimeout(DEADLINE_MILLIS);
      socket = open;
      in = new BufferedInputStream(open.getInputStream(), 16_384);
    }
    open.getOutputStream().write(request);
    return read(in, head);
  }

  static Reply read(InputStream in, boolean head) throws IOException {
    String lines = head(in);
    int status = Integer.parseInt(lines.substring(9, 12));
    if (status == 100) {
      return read(in, head);
    }
    Reply bare = new Reply(status, lines, new byte[0], true);
    if (head || status == 204 || status == 304 || bare.hasType("text/event-stream")) {
      return bare;
    }
    String length = bare.header("Content-Length");
    if (length != null) {
      byte[] body = in.readNBytes(Integer.parseInt(length));
      return new Reply(status, lines, body, body.length == Integer.parseInt(length));
    }
    return "chunked".equals(bare.header("Transfer-Encoding"))
        ? chunked(status, lines, in)
        : new Reply(status, lines, in.readAllBytes(), true);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MAX_HEAD) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("the connection ended after " + head.length() + " bytes of head");
      }
      head.append((char) c);
      if (c == '\n' && head.length() > 3 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
        return head.toString();
      }
    }
    throw new IOException("endless head: " + head.substring(0, 200));
  }

  private static Reply chunked(int status, String lines, InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = line(in);
      if (line.isEmpty()) {
        return new Reply(status, lines, body.toByteArray(), false);
      }
      int size = Integer.parseInt(line, 16);
      byte[] chunk = in.readNBytes(size);
      body.writeBytes(chunk);
      line(in);
      if (size == 0 || chunk.length < size) {
        return new Reply(status, lines, body.toByteArray(), chunk.length == size);
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      socket = null;
    }
  }
}
