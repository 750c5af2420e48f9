package dev.docstore.ci.worker;

import java.io.IOException;
import java.nio.file.Path;

/** Keeps the logs of a job's checks that ended (spec 03 §10). */
interface LogStore {
  /**
   * Stores a log; one of an earlier run is replaced.
   *
   * @return its address, {@code file://…} or {@code gs://…}
   */
  String put(String check, Path log) throws IOException, InterruptedException;
}
