package dev.docstore.bench.http;

import java.net.URI;

/**
 * Where a server listens.
 *
 * @param basePath what stands before every path; without a trailing slash, mostly empty
 */
public record Endpoint(String host, int port, boolean tls, String basePath) {
  /**
   * Reads an {@code http} or {@code https} URL.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Endpoint of(String url) {
    URI uri = URI.create(url);
    boolean tls = "https".equals(uri.getScheme());
    if (uri.getHost() == null || (!tls && !"http".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("URL must be http://host… or https://host…, not " + url);
    }
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    String path = uri.getRawPath();
    return new Endpoint(
        uri.getHost(), port, tls, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + host + ":" + port + basePath;
  }
}
