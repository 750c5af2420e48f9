package dev.docstore.server.policy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.vcs.MainFile;
import dev.docstore.server.vcs.MainFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Parses OWNERS files once for each state they are in; see {@link PolicySets}. */
@Component
class OwnerSets {
  /** Longest OWNERS file; one that is longer counts as empty. */
  private static final int MAX_FILE_BYTES = 1 << 20;

  private static final int MAX_SETS = 1000;
  private static final long MAX_ENTRIES = 1_000_000;

  private final MainFiles files;
  private final ContentCache<Owners> cache =
      new ContentCache<>(MAX_SETS, MAX_ENTRIES, OwnerSets::entries, _ -> {});

  OwnerSets(MainFiles files) {
    this.files = files;
  }

  /** What those files say. */
  Owners of(long repoId, List<MainFile> owners, ContentHash fingerprint) {
    return owners.isEmpty()
        ? Owners.NONE
        : cache.get(fingerprint, () -> Owners.of(read(repoId, owners)));
  }

  private Map<String, byte[]> read(long repoId, List<MainFile> owners) {
    Map<ContentHash, byte[]> contents = files.read(repoId, owners, MAX_FILE_BYTES);
    Map<String, byte[]> byPath = new HashMap<>();
    for (MainFile file : owners) {
      byte[] content = contents.get(file.hash());
      if (content != null) {
        byPath.put(file.path(), content);
      }
    }
    return byPath;
  }

  private static long entries(Owners owners) {
    return owners.rules().values().stream().mapToLong(List::size).sum();
  }
}
