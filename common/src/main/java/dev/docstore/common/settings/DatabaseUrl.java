package dev.docstore.common.settings;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@code DATABASE_URL} in the parts that JDBC wants: {@code
 * postgres://user:password@host:port/database?options}, with {@code postgresql://} and {@code
 * jdbc:postgresql://} understood too. Options go to the driver as they are, but for {@code
 * host=/folder}: the Unix socket in that folder, as libpq has it.
 *
 * @param jdbcUrl without user and password
 * @param user empty when the URL names none
 * @param password empty when the URL names none
 */
public record DatabaseUrl(String jdbcUrl, String user, String password) {
  /** Of junixsocket, which every service has on its class path at run time. */
  private static final String SOCKET_FACTORY =
      "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg";

  /**
   * Takes a URL apart.
   *
   * @throws BadSettingException when it is none; the text never repeats the URL, which may hold a
   *     password
   */
  public static DatabaseUrl parse(String text) {
    if (text.startsWith("jdbc:postgresql:")) {
      return new DatabaseUrl(text, "", "");
    }
    if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) {
      throw new BadSettingException(
          "DATABASE_URL must look like postgres://user:password@host:5432/database");
    }
    try {
      URI uri = new URI(text);
      // Split by hand: java.net.URI knows no user without a host, and no list of hosts.
      String authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
      int at = authority.lastIndexOf('@');
      String userInfo = authority.substring(0, Math.max(at, 0));
      int colon = userInfo.indexOf(':');
      String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
      String password = colon < 0 ? "" : userInfo.substring(colon + 1);
      return new DatabaseUrl(
          "jdbc:postgresql://" + address(authority.substring(at + 1), uri),
          decode(user),
          decode(password));
    } catch (URISyntaxException e) {
      throw new BadSettingException(
          "DATABASE_URL is not a valid URL; percent-encode special characters of the password");
    }
  }

  private static String address(String hosts, URI uri) {
    Map<String, String> options = options(uri.getRawQuery());
    String path = uri.getRawPath();
    Optional<String> folder =
        Optional.ofNullable(options.get("host"))
            .map(DatabaseUrl::decode)
            .filter(host -> host.startsWith("/"));
    if (folder.isEmpty()) {
      return hosts + path + query(options);
    }
    options.remove("host");
    String asked = Objects.requireNonNullElse(options.remove("port"), "5432");
    String port = hosts.contains(":") ? hosts.substring(hosts.lastIndexOf(':') + 1) : asked;
    options.put("socketFactory", SOCKET_FACTORY);
    options.put("socketFactoryArg", encode(folder.get() + "/.s.PGSQL." + port));
    // The other end is this machine, and the server speaks no TLS on such a socket.
    options.put("sslmode", "disable");
    options.put("gssEncMode", "disable");
    return "localhost" + path + query(options);
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        options.put(
            equals < 0 ? pair : pair.substring(0, equals),
            equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    return options;
  }

  private static String query(Map<String, String> options) {
    return options.isEmpty()
        ? ""
        : options.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Never the password. */
  @Override
  public String toString() {
    return jdbcUrl;
  }
}
