package dev.docstore.ci.worker.engine;

/** Takes a log line by line, in order, from one thread at a time. */
@FunctionalInterface
public interface LineSink {
  /** A line without its newline. */
  void line(String line);
}
