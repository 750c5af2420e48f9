package dev.docstore.bench.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Builds requests as the bytes that go over the wire, so that a request which is sent often is
 * built once. Paths and queries are given percent-encoded.
 */
public final class Requests {
  private final String basePath;
  private final String sharedHeaders;

  /**
   * Requests to one server.
   *
   * @param identity sent as the development identity; a server that is not in development mode
   *     ignores it
   * @param token sent as the bearer credential
   */
  public Requests(Endpoint endpoint, String identity, Optional<String> token) {
    this.basePath = endpoint.basePath();
    this.sharedHeaders =
        " HTTP/1.1\r\nHost: %s:%d\r\nX-DocStore-Identity: %s\r\n"
                .formatted(endpoint.host(), endpoint.port(), identity)
            + token.map(t -> "Authorization: Bearer " + t + "\r\n").orElse("");
  }

  /** A GET without a body. */
  public byte[] get(String path) {
    return ("GET " + basePath + path + sharedHeaders + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** A POST of JSON. */
  public byte[] post(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] head = postHead(path, "application/json", body.length);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /** The head of a POST whose body of that many bytes is sent by the caller. */
  public byte[] postHead(String path, String contentType, long length) {
    return ("POST "
            + basePath
            + path
            + sharedHeaders
            + "Content-Type: "
            + contentType
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
