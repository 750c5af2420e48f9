package dev.docstore.server.settings;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;

/** Base URLs among the settings. */
final class HttpUrl {
  private HttpUrl() {}

  /**
   * The URL without its trailing slash.
   *
   * @throws BadSettingException unless it is http or https and has a host
   */
  static String checked(String name, String text) {
    try {
      URI uri = URI.create(text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return withoutTrailingSlash(text);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message for every bad URL.
    }
    throw new BadSettingException(name + " must be an http or https URL with a host");
  }

  static String withoutTrailingSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
