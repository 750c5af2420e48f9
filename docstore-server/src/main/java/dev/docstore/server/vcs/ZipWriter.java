package dev.docstore.server.vcs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes regular files as a zip: deflated, Unix modes, every time the earliest that the format
 * knows (1980), Zip64 from 4 GiB on.
 */
final class ZipWriter implements ArchiveWriter {
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int REGULAR_FILE = 0100000;

  private final ZipArchiveOutputStream zip;

  ZipWriter(OutputStream out) {
    this.zip = new ZipArchiveOutputStream(out);
  }

  @Override
  public void file(String path, boolean executable, long size, InputStream content)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(path);
    entry.setTimeLocal(EARLIEST);
    entry.setUnixMode(REGULAR_FILE | (executable ? 0755 : 0644));
    entry.setSize(size);
    zip.putArchiveEntry(entry);
    long copied = content.transferTo(zip);
    if (copied != size) {
      throw new IOException(path + " has " + copied + " bytes instead of " + size);
    }
    zip.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
