package dev.docstore.ci.worker.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Reads a file that others still append to; ends with the file once they are done. */
public final class GrowingFile extends InputStream {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final InputStream file;
  private final BooleanSupplier complete;

  /**
   * Opens the file.
   *
   * @param complete whether nobody appends any more
   */
  public GrowingFile(Path file, BooleanSupplier complete) throws IOException {
    this.file = Files.newInputStream(file);
    this.complete = complete;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      while (true) {
        // Asked before reading: what was appended until then is read for certain.
        boolean last = complete.getAsBoolean();
        int read = file.read(buffer, offset, length);
        if (read >= 0 || last) {
          return read;
        }
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
