package dev.docstore.server.vcs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file as the header {@code Range} asks for it (RFC 9110 §14).
 *
 * @param from the first byte
 * @param length how many, at least one
 */
record ByteRange(long from, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /** What a header means for a file. */
  sealed interface Asked {
    /** There is no header, or one to be ignored: another unit, several ranges, no range at all. */
    record Whole() implements Asked {}

    record Part(ByteRange range) implements Asked {}

    /** Not one byte of the file is asked for. */
    record Nothing() implements Asked {}
  }

  /** Reads the header. Several ranges at once are answered with the whole file, as they may be. */
  static Asked of(Optional<String> header, long size) {
    Matcher range = ONE.matcher(header.orElse(""));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return new Asked.Whole();
    }
    if (range.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(range.group(2)), size);
      return part(size - last, last);
    }
    long from = Long.parseLong(range.group(1));
    long to = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    if (!range.group(2).isEmpty() && to < from) {
      return new Asked.Whole();
    }
    return part(from, Math.min(to, size - 1) - from + 1);
  }

  private static Asked part(long from, long length) {
    return length < 1 ? new Asked.Nothing() : new Asked.Part(new ByteRange(from, length));
  }

  /** The answer's {@code Content-Range}. */
  String contentRange(long size) {
    return "bytes %d-%d/%d".formatted(from, from + length - 1, size);
  }
}
