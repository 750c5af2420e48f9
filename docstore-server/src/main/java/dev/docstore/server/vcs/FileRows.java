package dev.docstore.server.vcs;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.vcs.HistoryWriter.NewCommit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code file_commits} for a group of commits, column by column for {@code unnest}.
 * Where a path is changed several times within the group, the end of the earlier rows is already
 * known.
 */
record FileRows(List<Row> rows, List<Row> first) {
  /** While a row is what its branch says of its path. */
  static final long CURRENT = Long.MAX_VALUE;

  /**
   * One row.
   *
   * @param versionId null for a deletion, and where the version is found by the hash
   */
  record Row(
      long branchId,
      String path,
      long sequence,
      long supersededAt,
      @Nullable UUID versionId,
      @Nullable ContentHash hash,
      boolean executable) {
    Row endedAt(long end) {
      return new Row(branchId, path, sequence, end, versionId, hash, executable);
    }
  }

  private record Key(long branchId, String path) {}

  static FileRows of(List<NewCommit> commits) {
    List<Row> rows = new ArrayList<>();
    Map<Key, Integer> latest = new LinkedHashMap<>();
    Map<Key, Row> first = new LinkedHashMap<>();
    for (NewCommit commit : commits) {
      for (Change change : commit.changes()) {
        Row row = row(commit, change);
        Key key = new Key(row.branchId(), row.path());
        Integer earlier = latest.put(key, rows.size());
        if (earlier == null) {
          first.put(key, row);
        } else {
          rows.set(earlier, rows.get(earlier).endedAt(row.sequence()));
        }
        rows.add(row);
      }
    }
    return new FileRows(rows, List.copyOf(first.values()));
  }

  private static Row row(NewCommit commit, Change change) {
    return switch (change) {
      case Change.Delete delete ->
          new Row(
              commit.branch().id(),
              delete.path().value(),
              commit.sequence(),
              CURRENT,
              null,
              null,
              false);
      case Change.Reuse reuse ->
          new Row(
              commit.branch().id(),
              reuse.path().value(),
              commit.sequence(),
              CURRENT,
              reuse.versionId(),
              reuse.hash(),
              reuse.executable());
      case Change.Write write ->
          new Row(
              commit.branch().id(),
              write.path().value(),
              commit.sequence(),
              CURRENT,
              null,
              write.document().hash(),
              write.executable());
    };
  }

  Long[] firstBranchIds() {
    return first.stream().map(Row::branchId).toArray(Long[]::new);
  }

  String[] firstPaths() {
    return first.stream().map(Row::path).toArray(String[]::new);
  }

  Long[] firstSequences() {
    return first.stream().map(Row::sequence).toArray(Long[]::new);
  }

  Long[] branchIds() {
    return rows.stream().map(Row::branchId).toArray(Long[]::new);
  }

  String[] paths() {
    return rows.stream().map(Row::path).toArray(String[]::new);
  }

  Long[] sequences() {
    return rows.stream().map(Row::sequence).toArray(Long[]::new);
  }

  Long[] supersededAt() {
    return rows.stream().map(Row::supersededAt).toArray(Long[]::new);
  }

  @Nullable String[] versionIds() {
    return rows.stream()
        .map(row -> row.versionId() == null ? null : row.versionId().toString())
        .toArray(String[]::new);
  }

  byte[] @Nullable [] contentHashes() {
    return rows.stream()
        .map(row -> row.hash() == null ? null : row.hash().bytes())
        .toArray(byte[][]::new);
  }

  Boolean[] executables() {
    return rows.stream().map(Row::executable).toArray(Boolean[]::new);
  }
}
