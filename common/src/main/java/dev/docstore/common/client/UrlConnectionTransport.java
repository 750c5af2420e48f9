package dev.docstore.common.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The default transport, on the platform's {@link HttpURLConnection}: a process that makes one
 * request starts with it in little more than half the time it takes with {@code java.net.http}.
 *
 * @param connectTimeout zero for none
 * @param readTimeout longest silence while an answer is awaited or read; zero for none
 * @param proxies the proxy for a URL; {@link Proxy#NO_PROXY} for a direct connection
 */
public record UrlConnectionTransport(
    Duration connectTimeout, Duration readTimeout, Function<URI, Proxy> proxies)
    implements Transport {
  static {
    // The platform would send a POST again by itself when a kept-alive connection breaks.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  /** Without time limits and proxies. */
  public UrlConnectionTransport() {
    this(Duration.ZERO, Duration.ZERO, uri -> Proxy.NO_PROXY);
  }

  @Override
  public Response send(Request request) throws IOException {
    if (request.method().equals("PATCH")) {
      return new PatchTransport(connectTimeout, readTimeout, proxies).send(request);
    }
    HttpURLConnection connection = connect(request.uri());
    connection.setRequestMethod(request.method());
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()));
    connection.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
    request.headers().forEach(connection::setRequestProperty);
    byte[] body = request.body();
    if (body != null) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("the answer is not HTTP");
    }
    return new Response(status, headers(connection), body(connection, status));
  }

  private HttpURLConnection connect(URI uri) throws IOException {
    URLConnection connection = uri.toURL().openConnection(proxies.apply(uri));
    if (connection instanceof HttpURLConnection http) {
      return http;
    }
    throw new IOException("neither http nor https: " + uri);
  }

  private static InputStream body(HttpURLConnection connection, int status) throws IOException {
    InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    return body == null ? InputStream.nullInputStream() : body;
  }

  private static Map<String, String> headers(HttpURLConnection connection) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, List<String>> header : connection.getHeaderFields().entrySet()) {
      // The status line stands under a null name.
      String name = header.getKey();
      if (name != null) {
        headers.put(name.toLowerCase(Locale.ROOT), header.getValue().getLast());
      }
    }
    return headers;
  }
}
