package dev.docstore.server.vcs;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Writes regular files into an archive of some format. */
interface ArchiveWriter extends Closeable {
  /**
   * Writes one file.
   *
   * @throws IOException also when the content has not exactly that size: what was written then is
   *     no archive any more
   */
  void file(String path, boolean executable, long size, InputStream content) throws IOException;

  /** Writes what makes the archive whole and lets go of everything but the stream below. */
  @Override
  void close() throws IOException;
}
