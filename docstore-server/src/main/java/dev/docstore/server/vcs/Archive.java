package dev.docstore.server.vcs;

import dev.docstore.common.wire.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Writes a tree as a tar (spec 01 §14.2): one regular file per path, by the bytes of the path, no
 * directories, times at the epoch; so two archives of one snapshot are the same bytes. Memory is
 * bounded by {@link #BATCH_BYTES}, or one inline file.
 */
@Component
class Archive {
  private static final int PAGE = 200;
  private static final long BATCH_BYTES = 8L << 20;

  private final Trees trees;
  private final Files files;

  Archive(Trees trees, Files files) {
    this.trees = trees;
    this.files = files;
  }

  /**
   * Writes the archive. Ends without the trailer, by an exception, when a file cannot be read: a
   * partial archive must never look whole.
   */
  void write(Snapshot snapshot, OutputStream out) throws IOException {
    TarWriter tar = new TarWriter(out);
    String after = "";
    List<TreeEntry> page;
    do {
      page = trees.page(snapshot, after, PAGE);
      writePage(tar, snapshot.repoId(), page);
      after = page.isEmpty() ? after : page.getLast().path();
    } while (page.size() == PAGE);
    tar.finish();
  }

  /** Contents are fetched by size, not by number: a page of large ones must not be one answer. */
  private void writePage(TarWriter tar, long repoId, List<TreeEntry> page) throws IOException {
    Map<UUID, Long> sizes =
        files.inlineSizes(repoId, page.stream().map(Archive::versionOf).toList());
    List<TreeEntry> batch = new ArrayList<>();
    long bytes = 0;
    for (TreeEntry entry : page) {
      long size = sizes.getOrDefault(versionOf(entry), 0L);
      if (!batch.isEmpty() && bytes + size > BATCH_BYTES) {
        writeBatch(tar, repoId, batch);
        batch.clear();
        bytes = 0;
      }
      batch.add(entry);
      bytes += size;
    }
    writeBatch(tar, repoId, batch);
  }

  private void writeBatch(TarWriter tar, long repoId, List<TreeEntry> batch) throws IOException {
    Map<UUID, Files.Version> versions =
        files.versions(repoId, batch.stream().map(Archive::versionOf).toList());
    for (TreeEntry entry : batch) {
      Files.Version version = versions.get(versionOf(entry));
      if (version == null) {
        throw new IOException("version " + entry.versionId() + " of " + entry.path() + " is gone");
      }
      try (InputStream content = files.open(version)) {
        tar.file(entry.path(), entry.mode() != null, version.size(), content);
      }
    }
  }

  private static UUID versionOf(TreeEntry entry) {
    return UUID.fromString(entry.versionId());
  }
}
