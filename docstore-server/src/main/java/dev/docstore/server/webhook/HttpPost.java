package dev.docstore.server.webhook;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST over a connection of its own, to an address that the caller has resolved and approved.
 * The body of the answer is not read, a redirect not followed, a proxy not used.
 *
 * <p>The JDK's clients resolve names themselves, at a moment that nobody else sees: what was
 * checked before need not be what they connect to.
 */
final class HttpPost {
  private static final int LONGEST_HEAD = 64 * 1024;

  /** Status and headers (lower-case names) of an answer. */
  record Answer(int status, Map<String, String> headers) {
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  private final Socket socket;
  private final SSLSocketFactory tls;

  /**
   * @param socket not yet connected; closing it from outside breaks the request off
   */
  HttpPost(Socket socket, SSLSocketFactory tls) {
    this.socket = socket;
    this.tls = tls;
  }

  /** Sends and reads the answer's head; the caller closes the socket. */
  Answer send(
      Endpoint endpoint,
      InetAddress address,
      int connectMillis,
      Map<String, String> headers,
      byte[] body)
      throws IOException {
    socket.connect(new InetSocketAddress(address, endpoint.port()), connectMillis);
    Socket wire = endpoint.secure() ? encrypted(endpoint.host()) : socket;
    OutputStream out = wire.getOutputStream();
    out.write(head(endpoint, headers, body.length).getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
    InputStream in = new BufferedInputStream(wire.getInputStream());
    Answer answer = readHead(in);
    while (answer.status() >= 100 && answer.status() <= 199) {
      answer = readHead(in);
    }
    return answer;
  }

  private SSLSocket encrypted(String host) throws IOException {
    // The name, not the address, is what the certificate must be for and what SNI says.
    SSLSocket encrypted =
        (SSLSocket) tls.createSocket(socket, host, socket.getPort(), /* autoClose= */ true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
    return encrypted;
  }

  private static String head(Endpoint endpoint, Map<String, String> headers, int length) {
    StringBuilder head = new StringBuilder("POST " + endpoint.target() + " HTTP/1.1\r\n");
    head.append("Host: ").append(endpoint.hostHeader()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("Content-Length: ")
        .append(length)
        .append("\r\nConnection: close\r\n\r\n")
        .toString();
  }

  private static Answer readHead(InputStream in) throws IOException {
    int[] budget = {LONGEST_HEAD};
    String statusLine = line(in, budget);
    String[] parts = statusLine.split(" ", 3);
    if (!statusLine.startsWith("HTTP/1.")
        || parts.length < 2
        || !parts[1].matches("[1-9][0-9]{2}")) {
      throw new IOException("the endpoint does not speak HTTP/1.1");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return new Answer(Integer.parseInt(parts[1]), headers);
  }

  private static String line(InputStream in, int[] budget) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the endpoint closed the connection without an answer");
      }
      if (--budget[0] < 0) {
        throw new IOException("the endpoint's answer has no end of headers");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
