package dev.docstore.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request while it is being spoilt. Its parts are raw: what stands here goes over the wire. The
 * frame around them stays sound, so that every request has exactly one answer.
 */
final class Draft {
  record Pair(String name, String value) {}

  String method;
  String path;
  final List<Pair> query = new ArrayList<>();
  final List<Pair> headers = new ArrayList<>();
  byte[] body = {};

  Draft(String method, String path) {
    this.method = method;
    this.path = path;
  }

  /** The target of the request line. */
  String target() {
    StringBuilder target = new StringBuilder(path);
    char separator = '?';
    for (Pair pair : query) {
      target.append(separator).append(pair.name()).append('=').append(pair.value());
      separator = '&';
    }
    return target.toString();
  }

  byte[] bytes(String authority) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target()).append(" HTTP/1.1\r\nHost: ");
    head.append(authority).append("\r\n");
    for (Pair header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    if (body.length > 0 || !method.equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + body.length);
    out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }
}
