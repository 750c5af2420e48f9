package dev.docstore.server.ci;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Keeps the logs of checks that ended (spec 03 §10). Readers see a log whole, the old or the new.
 */
interface LogStore {
  /**
   * Stores a log; an earlier one of the same key is replaced.
   *
   * @return where it lies: {@code file://} and the absolute path, unescaped, or {@code
   *     gs://bucket/key}
   */
  String put(LogKey key, byte[] log) throws IOException;

  /** Whether a job's {@code log_url} says that its logs lie here. */
  boolean holds(String url);

  /** The log, UTF-8 text; empty when there is none. */
  Optional<InputStream> open(LogKey key) throws IOException;
}
