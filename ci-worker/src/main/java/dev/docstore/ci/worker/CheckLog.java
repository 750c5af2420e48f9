package dev.docstore.ci.worker;

import dev.docstore.ci.worker.engine.LineSink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The log of a running check: a file that grows line by line, each with its time in UTC, without
 * secrets, and bounded.
 */
final class CheckLog implements LineSink, AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** As much as the server keeps of a log (spec 03 §16.3). */
  private static final long MAX_CHARACTERS = 10L * 1024 * 1024;

  /** Cut after scrubbing, so that no part of a secret can stand before the cut. */
  private static final int MAX_LINE = 64 * 1024;

  private final Path file;
  private final Scrubber scrubber;
  private final Clock clock;
  private final Writer out;
  private long characters;

  private CheckLog(Path file, Scrubber scrubber, Clock clock, Writer out) {
    this.file = file;
    this.scrubber = scrubber;
    this.clock = clock;
    this.out = out;
  }

  /** Begins the log of that check below a directory where the log server looks for it. */
  static CheckLog open(Path directory, String check, Scrubber scrubber, Clock clock) {
    Path file = directory.resolve(fileName(check));
    try {
      BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
      return new CheckLog(file, scrubber, clock, out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the log of " + check, e);
    }
  }

  /** The file name of a check's log, here and in the log store (spec 03 §10). */
  static String fileName(String check) {
    return check.replace('/', '_') + ".log";
  }

  Path file() {
    return file;
  }

  /** Written through at once: somebody may be watching. Dropped when the log is full. */
  @Override
  public synchronized void line(String line) {
    if (characters > MAX_CHARACTERS) {
      return;
    }
    String clean = scrubber.scrub(line);
    write(clean.length() > MAX_LINE ? clean.substring(0, MAX_LINE) + " [line cut]" : clean);
    characters += Math.min(clean.length(), MAX_LINE) + 1;
    if (characters > MAX_CHARACTERS) {
      write("[the log is full; what follows is not kept]");
    }
  }

  /** The verdict, which stands at the end of every log however full it is. */
  synchronized void last(String line) {
    write(scrubber.scrub(line));
  }

  private void write(String line) {
    try {
      out.write(TIME.format(clock.instant()) + " " + line + "\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Says beside a log that nothing follows: whoever watches it may go. */
  static Path endMark(Path log) {
    return log.resolveSibling(log.getFileName() + ".end");
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
      Files.createFile(endMark(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
