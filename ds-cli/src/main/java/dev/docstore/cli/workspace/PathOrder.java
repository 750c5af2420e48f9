package dev.docstore.cli.workspace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** Paths in the order of the contract: byte by byte. */
public final class PathOrder {
  public static final Comparator<String> BYTES =
      Comparator.comparing(path -> path.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private PathOrder() {}

  /** An empty map in that order. */
  public static <V> SortedMap<String, V> map() {
    return new TreeMap<>(BYTES);
  }
}
