package dev.docstore.bench.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is kept alive: a request, its answer, the next request. Used by one thread,
 * though another may close it. Connects when it is first needed, and again after the server ended
 * the connection.
 */
public final class Connection implements AutoCloseable {
  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIME = Duration.ofMinutes(5);

  /** A server may end a connection that was silent for long: then a new one is opened instead. */
  private static final Duration TRUSTED_SILENCE = Duration.ofSeconds(5);

  private final Endpoint endpoint;
  private volatile @Nullable Open open;
  private long lastUse;

  private record Open(Socket socket, OutputStream out, Wire in) {}

  public Connection(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Sends a request; returns the body of its answer.
   *
   * @throws RefusedException when the answer is not a 2xx
   */
  public byte[] exchange(byte[] request) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    stream(request, body::write);
    return body.toByteArray();
  }

  /**
   * Sends a request and passes the body of its answer on; returns the body's length.
   *
   * @throws RefusedException when the answer is not a 2xx
   */
  public long stream(byte[] request, Body.Sink sink) throws IOException {
    return send(request, _ -> {}, sink);
  }

  /**
   * Sends a head and the body that belongs to it; returns the body of the answer.
   *
   * @throws RefusedException when the answer is not a 2xx
   */
  public byte[] upload(byte[] head, Body.Source source) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    send(head, source, body::write);
    return body.toByteArray();
  }

  private long send(byte[] head, Body.Source source, Body.Sink sink) throws IOException {
    Open now = opened();
    boolean reusable = false;
    try {
      IOException broken = write(now.out, head, source);
      AnswerHead answer = answer(now.in, broken);
      ByteArrayOutputStream reason = new ByteArrayOutputStream();
      long length = answer.passBody(now.in, answer.ok() ? sink : reason::write);
      reusable = answer.keepsAlive() && broken == null;
      if (!answer.ok()) {
        throw new RefusedException(
            nameOf(head), answer.status(), reason.toString(StandardCharsets.UTF_8));
      }
      return length;
    } finally {
      lastUse = System.nanoTime();
      if (!reusable) {
        close();
      }
    }
  }

  /** Null when all was sent; a server that refuses may stop reading before that. */
  private static @Nullable IOException write(OutputStream out, byte[] head, Body.Source source) {
    try {
      out.write(head);
      source.writeTo(out);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private static AnswerHead answer(Wire in, @Nullable IOException broken) throws IOException {
    try {
      return AnswerHead.read(in);
    } catch (IOException e) {
      throw broken == null ? e : broken;
    }
  }

  private Open opened() throws IOException {
    if (open != null && System.nanoTime() - lastUse > TRUSTED_SILENCE.toNanos()) {
      close();
    }
    Open now = open;
    if (now == null) {
      now = connect();
      open = now;
    }
    return now;
  }

  private Open connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) ANSWER_TIME.toMillis());
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()), (int) CONNECT_TIME.toMillis());
      Socket used = endpoint.tls() ? encrypted(socket) : socket;
      return new Open(used, used.getOutputStream(), new Wire(used.getInputStream()));
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot reach " + endpoint + ": " + e.getMessage(), e);
    }
  }

  private Socket encrypted(Socket socket) throws IOException {
    return ((SSLSocketFactory) SSLSocketFactory.getDefault())
        .createSocket(socket, endpoint.host(), endpoint.port(), true);
  }

  /** Method and path. */
  private static String nameOf(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, 2048), StandardCharsets.UTF_8);
    int end = text.indexOf(" HTTP/1.1");
    return end < 0 ? text : text.substring(0, end);
  }

  @Override
  public void close() throws IOException {
    Open now = open;
    open = null;
    if (now != null) {
      now.socket.close();
    }
  }
}
