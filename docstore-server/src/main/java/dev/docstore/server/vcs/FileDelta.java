package dev.docstore.server.vcs;

import dev.docstore.server.vcs.Contents.Ref;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path before and after.
 *
 * @param before null when it was not there
 * @param after null when it is gone
 */
record FileDelta(String path, @Nullable Side before, @Nullable Side after)
    implements Contents.Reader {
  /** A file's content and mode. */
  record Side(Ref content, boolean executable) {
    String mode() {
      return executable ? "100755" : "100644";
    }
  }

  /** Reads path, and version, size and executable of both sides, in that order. */
  static FileDelta of(ResultSet row, int number) throws SQLException {
    return new FileDelta(row.getString(1), side(row, 2), side(row, 5));
  }

  private static @Nullable Side side(ResultSet row, int column) throws SQLException {
    UUID version = row.getObject(column, UUID.class);
    return version == null
        ? null
        : new Side(new Ref(version, row.getLong(column + 1)), row.getBoolean(column + 2));
  }

  boolean isChange() {
    return !Objects.equals(before, after);
  }

  boolean changesContent() {
    return before == null || after == null || !before.content().equals(after.content());
  }

  /** Whether both are small enough to be compared line by line. */
  boolean isReadable() {
    return contents().allMatch(content -> content.size() <= Lines.MAX_BYTES);
  }

  private Stream<Ref> contents() {
    return Stream.of(before, after).filter(Objects::nonNull).map(Side::content);
  }

  /** Both contents, where they differ and are small enough. */
  @Override
  public List<Ref> wants() {
    return changesContent() && isReadable() ? contents().toList() : List.of();
  }
}
