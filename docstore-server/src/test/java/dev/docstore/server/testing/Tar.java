package dev.docstore.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads an archive byte by byte. */
public final class Tar {
  private Tar() {}

  /** The names of a complete archive whose names fit into their headers, in order. */
  public static List<String> names(byte[] tar) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (tar[at] != 0) {
      names.add(new String(tar, at, 100, StandardCharsets.US_ASCII).replace("\0", ""));
      int size = Integer.parseInt(new String(tar, at + 124, 11, StandardCharsets.US_ASCII), 8);
      at += 512 + (size + 511) / 512 * 512;
    }
    assertThat(tar.length - at).as("two zero blocks, no further padding").isEqualTo(1024);
    return names;
  }
}
