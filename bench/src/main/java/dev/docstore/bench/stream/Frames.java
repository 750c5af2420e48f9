package dev.docstore.bench.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Cuts the bytes of a stream into frames, and reads the two numbers that matter here. */
final class Frames {
  /** Is told of each event. */
  interface Sink {
    /**
     * One event.
     *
     * @param id number of the event in the log
     * @param sequence of the commit it tells of, 0 for other events
     */
    void event(long id, long sequence);
  }

  private static final String ID = "id: ";
  private static final String SEQUENCE = "\"sequence\":";

  private final Sink sink;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(1024);
  private boolean lineIsEmpty = true;

  Frames(Sink sink) {
    this.sink = sink;
  }

  /** Takes the next bytes, which may end anywhere. */
  void take(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      pending.write(bytes[i]);
      if (bytes[i] == '\n' && lineIsEmpty) {
        frame(pending.toString(StandardCharsets.UTF_8));
        pending.reset();
      }
      lineIsEmpty = bytes[i] == '\n';
    }
  }

  /** Forgets a frame that was cut off. */
  void reset() {
    pending.reset();
    lineIsEmpty = true;
  }

  private void frame(String text) {
    if (text.startsWith(ID)) {
      int found = text.indexOf(SEQUENCE);
      sink.event(
          number(text, ID.length()), found < 0 ? 0 : number(text, found + SEQUENCE.length()));
    }
  }

  private static long number(String text, int begin) {
    int end = begin;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return Long.parseLong(text, begin, end, 10);
  }
}
