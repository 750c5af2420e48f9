package dev.docstore.common.client;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Chooses the proxy that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} (in either
 * case) name for a URL. Loopback addresses are always reached directly.
 *
 * @param http proxy for {@code http} URLs, {@code ""} for none
 * @param https proxy for {@code https} URLs, {@code ""} for none
 * @param except hosts and domain suffixes divided by commas, {@code *} for all
 */
public record ProxyVariables(String http, String https, String except)
    implements Function<URI, Proxy> {
  /** From the process environment. */
  public static ProxyVariables of(Map<String, String> environment) {
    return new ProxyVariables(
        variable(environment, "HTTP_PROXY"),
        variable(environment, "HTTPS_PROXY"),
        variable(environment, "NO_PROXY"));
  }

  private static String variable(Map<String, String> environment, String name) {
    String upper = environment.getOrDefault(name, "");
    return upper.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper;
  }

  @Override
  public Proxy apply(URI uri) {
    String proxy = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
    String host = host(uri);
    if (proxy.isEmpty() || Loopback.is(host) || isExcepted(host, uri.getPort())) {
      return Proxy.NO_PROXY;
    }
    URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    if (address.getHost() == null) {
      return Proxy.NO_PROXY;
    }
    int port = address.getPort() < 0 ? 80 : address.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
  }

  private boolean isExcepted(String host, int port) {
    for (String entry : except.toLowerCase(Locale.ROOT).split(",", -1)) {
      String name = entry.strip();
      int colon = name.lastIndexOf(':');
      if (colon > 0 && name.substring(colon + 1).equals(Integer.toString(port))) {
        name = name.substring(0, colon);
      }
      String suffix = name.startsWith(".") ? name : "." + name;
      if (name.equals("*") || (!name.isEmpty() && ("." + host).endsWith(suffix))) {
        return true;
      }
    }
    return false;
  }

  private static String host(URI uri) {
    return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
  }
}
