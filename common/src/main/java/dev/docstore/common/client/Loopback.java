package dev.docstore.common.client;

import java.util.Locale;

/** Tells addresses of this machine from all others, by their text alone. */
public final class Loopback {
  private Loopback() {}

  /** Whether a URL's host is {@code localhost}, {@code 127.x.x.x} or {@code ::1}. */
  public static boolean is(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.matches("127(\\.\\d{1,3}){3}")
        || name.equals("[::1]")
        || name.equals("::1");
  }
}
