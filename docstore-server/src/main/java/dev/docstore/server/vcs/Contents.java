package dev.docstore.server.vcs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads many contents with bounded memory: as many per statement as fit into {@link #BATCH_BYTES},
 * and at least what one item wants.
 */
@Component
class Contents {
  static final long BATCH_BYTES = 8L << 20;

  /** How many items a batch has at most, however small they are. */
  private static final int BATCH_ITEMS = 5000;

  /** A content and how many bytes it has. */
  record Ref(UUID versionId, long size) {
    /** The content of a path, or null when it has none. */
    static @Nullable Ref of(PathState state) {
      return state.versionId() == null ? null : new Ref(state.versionId(), state.size());
    }
  }

  /** Something that is done with the bytes of a few contents. */
  interface Reader {
    /** What is to be read for it; may be nothing. */
    Collection<Ref> wants();
  }

  /** What is done once the bytes are there. */
  interface Work<T> {
    /**
     * Does it.
     *
     * @param bytes of what the item wants, by version
     */
    void with(T item, Map<UUID, byte[]> bytes) throws IOException;
  }

  private final Files files;

  Contents(Files files) {
    this.files = files;
  }

  /** Does the work for every item, in order. */
  <T extends Reader> void each(long repoId, List<T> items, Work<T> work) throws IOException {
    List<T> batch = new ArrayList<>();
    Set<Ref> wanted = new HashSet<>();
    long bytes = 0;
    for (T item : items) {
      long size = item.wants().stream().mapToLong(Ref::size).sum();
      if (!batch.isEmpty() && (bytes + size > BATCH_BYTES || batch.size() == BATCH_ITEMS)) {
        run(repoId, batch, wanted, work);
        batch.clear();
        wanted.clear();
        bytes = 0;
      }
      batch.add(item);
      wanted.addAll(item.wants());
      bytes += size;
    }
    run(repoId, batch, wanted, work);
  }

  private <T extends Reader> void run(long repoId, List<T> batch, Set<Ref> wanted, Work<T> work)
      throws IOException {
    Map<UUID, byte[]> bytes = wanted.isEmpty() ? Map.of() : read(repoId, wanted);
    for (T item : batch) {
      work.with(item, bytes);
    }
  }

  private Map<UUID, byte[]> read(long repoId, Set<Ref> wanted) throws IOException {
    Set<UUID> ids = wanted.stream().map(Ref::versionId).collect(Collectors.toSet());
    Map<UUID, byte[]> bytes = new HashMap<>();
    for (Files.Version version : files.versions(repoId, ids).values()) {
      try (InputStream content = files.open(version)) {
        bytes.put(version.id(), content.readAllBytes());
      }
    }
    ids.removeAll(bytes.keySet());
    if (!ids.isEmpty()) {
      throw new IOException("versions " + ids + " are gone");
    }
    return bytes;
  }
}
