package dev.docstore.server.vcs;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream that can be cut off: nothing passes from then on. What compresses has to be closed, and
 * writes a valid end when it is; after a failure that end must not get through, or half an archive
 * would look whole. Never closes the stream below.
 */
final class CutOffStream extends FilterOutputStream {
  private boolean cut;
  private long written;

  CutOffStream(OutputStream out) {
    super(out);
  }

  void cut() {
    cut = true;
  }

  /** Bytes that got through. */
  long written() {
    return written;
  }

  @Override
  public void write(int b) throws IOException {
    if (!cut) {
      out.write(b);
      written++;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!cut) {
      out.write(bytes, offset, length);
      written += length;
    }
  }

  @Override
  public void flush() throws IOException {
    if (!cut) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
