package dev.docstore.server.vcs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Writes a tree as one file (spec 01 §14.2, page 00 B8): one regular file per path, by the bytes of
 * the path, no directories, one fixed time; so two archives of one snapshot are the same bytes.
 *
 * <p>Memory per archive is bounded by one page of contents from the database ({@link
 * ArchivePages#PAGE_BYTES}, as the driver holds it, about 10 MB); what lies in the blob store is
 * passed on as it is read.
 */
@Component
class Archive {
  private final ArchivePages pages;
  private final Files files;
  private final Snapshots snapshots;

  Archive(ArchivePages pages, Files files, Snapshots snapshots) {
    this.pages = pages;
    this.files = files;
    this.snapshots = snapshots;
  }

  /** How long {@link #write} makes the archive as a plain tar. */
  long tarLength(Snapshot snapshot) {
    return pages.tarBytes(snapshot) + TarWriter.TRAILER_BYTES;
  }

  /**
   * Writes the archive; does not close the stream.
   *
   * @throws IOException when a file cannot be read or was purged meanwhile: what was written then
   *     has no valid end
   */
  void write(Snapshot snapshot, ArchiveFormat format, OutputStream out) throws IOException {
    CutOffStream below = new CutOffStream(out);
    ArchiveWriter archive = format.writer(below);
    try {
      writeFiles(snapshot, archive);
      archive.close();
    } catch (IOException | RuntimeException e) {
      below.cut();
      release(archive, e);
      throw e;
    }
  }

  private void writeFiles(Snapshot snapshot, ArchiveWriter archive) throws IOException {
    List<ArchivePages.Entry> page = pages.after(snapshot, "");
    while (!page.isEmpty()) {
      for (ArchivePages.Entry entry : page) {
        writeFile(archive, entry);
      }
      page = pages.after(snapshot, page.getLast().path());
    }
    if (!snapshots.isStillThere(snapshot)) {
      throw new IOException("the branch was purged while it was archived");
    }
  }

  private void writeFile(ArchiveWriter archive, ArchivePages.Entry entry) throws IOException {
    Files.Version version =
        entry
            .version()
            .orElseThrow(() -> new IOException("a version of " + entry.path() + " is gone"));
    try (InputStream content = files.open(version)) {
      archive.file(entry.path(), version.executable(), version.size(), content);
    }
  }

  private static void release(ArchiveWriter archive, Exception reason) {
    try {
      archive.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
