package dev.docstore.server.vcs;

import java.util.TreeMap;

/** Where {@link ChainCheck} tells what it sees, while it sees it. */
interface Findings {
  /**
   * How much there is to verify; told once, first.
   *
   * @param documents all versions, {@code blobs} of which lie in the blob store
   */
  record Extent(long commits, long documents, long blobs) {}

  /** Told before anything else. */
  void extent(Extent extent);

  /** Something is wrong. */
  void damage(Damage damage);

  /** Nothing new, but the work goes on; told often. */
  void alive();

  /** The sequences that are known to be missing, so that what follows from it is not told again. */
  final class Gaps {
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

    void add(long first, long last) {
      lastByFirst.put(first, last);
    }

    /** Whether one of the sequences between these two, both left out, is missing. */
    boolean between(long low, long high) {
      var gap = lastByFirst.lowerEntry(high);
      return gap != null && gap.getValue() > low;
    }

    boolean has(long sequence) {
      return between(sequence - 1, sequence + 1);
    }
  }
}
