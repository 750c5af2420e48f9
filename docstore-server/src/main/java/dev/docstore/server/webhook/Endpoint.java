package dev.docstore.server.webhook;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Where a subscription's events go: an http or https URL in the parts that a request needs.
 *
 * @param host in ASCII; an IPv6 address without its brackets
 * @param target path and query, as they stand in the request line
 * @param userInfo {@code user:password} of the URL; empty without
 */
record Endpoint(boolean secure, String host, int port, String target, String userInfo) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~-]+");

  /** Takes a URL apart; empty when it is none that a webhook could be sent to. */
  static Optional<Endpoint> parse(String url) {
    try {
      URI uri = new URI(new URI(url).toASCIIString());
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      boolean secure = scheme.equals("https");
      if (uri.getRawAuthority() == null || !(secure || scheme.equals("http"))) {
        return Optional.empty();
      }
      String path = Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return authority(secure, uri.getRawAuthority(), path + query);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Taken apart by hand: names with an underscore are no hosts to {@link URI}. */
  private static Optional<Endpoint> authority(boolean secure, String authority, String target) {
    int at = authority.lastIndexOf('@');
    String userInfo = at < 0 ? "" : decoded(authority.substring(0, at));
    String hostAndPort = authority.substring(at + 1);
    int colon = hostAndPort.indexOf(':', Math.max(0, hostAndPort.indexOf(']')));
    String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    String portText = colon < 0 ? "" : hostAndPort.substring(colon + 1);
    OptionalInt port = portText.isEmpty() ? OptionalInt.of(secure ? 443 : 80) : port(portText);
    Optional<String> ascii = host(host);
    return port.isPresent() && ascii.isPresent()
        ? Optional.of(new Endpoint(secure, ascii.get(), port.getAsInt(), target, userInfo))
        : Optional.empty();
  }

  private static Optional<String> host(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return Optional.of(text.substring(1, text.length() - 1));
    }
    try {
      return Optional.of(IDN.toASCII(decoded(text), IDN.ALLOW_UNASSIGNED))
          .filter(host -> HOST.matcher(host).matches());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static OptionalInt port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port >= 1 && port <= 65535 ? OptionalInt.of(port) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The {@code Host} header: without the port that the scheme implies. */
  String hostHeader() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == (secure ? 443 : 80) ? name : name + ":" + port;
  }
}
