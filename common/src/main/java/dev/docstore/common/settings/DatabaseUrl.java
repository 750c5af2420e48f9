package dev.docstore.common.settings;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A {@code DATABASE_URL} in the parts that JDBC wants: {@code
 * postgres://user:password@host:port/database?options}, with {@code postgresql://} and {@code
 * jdbc:postgresql://} understood too. Options go to the driver as they are.
 *
 * @param jdbcUrl without user and password
 * @param user empty when the URL names none
 * @param password empty when the URL names none
 */
public record DatabaseUrl(String jdbcUrl, String user, String password) {
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
      if (uri.getQuery() != null && uri.getQuery().matches("(.*&)?host=/.*")) {
        throw new BadSettingException(
            "DATABASE_URL names a Unix socket directory; use a TCP host, of a proxy for example");
      }
      String userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
      int colon = userInfo.indexOf(':');
      String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
      String password = colon < 0 ? "" : userInfo.substring(colon + 1);
      String authority = uri.getHost() == null ? "" : uri.getHost();
      if (uri.getPort() > 0) {
        authority += ":" + uri.getPort();
      }
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return new DatabaseUrl(
          "jdbc:postgresql://" + authority + uri.getRawPath() + query,
          decode(user),
          decode(password));
    } catch (URISyntaxException e) {
      throw new BadSettingException(
          "DATABASE_URL is not a valid URL; percent-encode special characters of the password");
    }
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
