package dev.docstore.ci.worker;

import dev.docstore.ci.worker.RevealSecrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes secrets out of log lines: their values, each line of a value of several lines, and the
 * base64 of either, also where it is part of something longer (page 00 E7).
 */
final class Scrubber {
  private static final String MASK = "***";

  /** A shorter piece of base64 says nothing about a secret and occurs by chance. */
  private static final int SHORTEST_BASE64 = 8;

  private final List<String> needles;

  Scrubber(Secrets secrets) {
    Set<String> found =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    for (byte[] value : secrets.values().values()) {
      String text = new String(value, StandardCharsets.UTF_8);
      add(found, text);
      text.lines().map(String::strip).forEach(line -> add(found, line));
    }
    this.needles = new ArrayList<>(found);
  }

  /** The line without secrets; the longest ones first, so that no part of one remains. */
  String scrub(String line) {
    String clean = line;
    for (String needle : needles) {
      clean = clean.replace(needle, MASK);
    }
    return clean;
  }

  private static void add(Set<String> found, String secret) {
    if (secret.isEmpty()) {
      return;
    }
    found.add(secret);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    for (int before = 0; before < 3; before++) {
      String core = base64Core(bytes, before);
      if (core.length() >= SHORTEST_BASE64) {
        found.add(core);
        found.add(core.replace('+', '-').replace('/', '_'));
      }
    }
  }

  /** The characters that depend on nothing but the secret when so many bytes stand before it. */
  private static String base64Core(byte[] secret, int before) {
    byte[] shifted = new byte[before + secret.length];
    System.arraycopy(secret, 0, shifted, before, secret.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int start = (before * 8 + 5) / 6;
    int end = shifted.length * 8 / 6;
    return start < end ? encoded.substring(start, end) : "";
  }
}
