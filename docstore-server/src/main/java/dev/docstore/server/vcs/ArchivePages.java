package dev.docstore.server.vcs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a tree together with the contents of its files, page by page. */
@Component
class ArchivePages {
  /** One file. */
  record Entry(String path, Optional<Files.Version> version) {}

  private static final int PAGE = 1000;

  /** Contents of one page, unless its first file alone is larger. */
  static final long PAGE_BYTES = 4L << 20;

  private final JdbcClient jdbc;

  ArchivePages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The files after that path, by its bytes; none after the last one. Contents are counted, not
   * files: a page of large ones must not be one answer.
   */
  List<Entry> after(Snapshot snapshot, String path) {
    return jdbc.sql(
            """
            select version_id, content_hash, size, content_type, content, executable, path from (
              select v.path, v.executable, d.version_id, d.content_hash, d.size, d.content_type,
                     d.content, row_number() over by_path as number,
                     sum(case when d.content is null then 0 else d.size end) over by_path as bytes
              from (select * from (%s) all_of_them order by path limit :limit) v
              left join documents d on d.repo_id = :repo and d.version_id = v.version_id
              window by_path as (order by v.path rows unbounded preceding)
            ) page
            where number = 1 or bytes <= :bytes
            order by path
            """
                .formatted(Trees.visible(snapshot)))
        .params(Trees.parameters(snapshot))
        .param("after", path)
        .param("limit", PAGE)
        .param("bytes", PAGE_BYTES)
        .query(ArchivePages::entry)
        .list();
  }

  /** Bytes of the entries of a tar. */
  long tarBytes(Snapshot snapshot) {
    long[] sum =
        jdbc.sql(
                """
                select coalesce(sum(512 + (d.size + 511) / 512 * 512), 0),
                       count(*) filter (where octet_length(v.path) > 100 or d.size >= 8589934592
                                        or octet_length(v.path) <> char_length(v.path))
                from (%s) v
                join documents d on d.repo_id = :repo and d.version_id = v.version_id
                """
                    .formatted(Trees.visible(snapshot)))
            .params(Trees.parameters(snapshot))
            .param("after", "")
            .param("limit", Long.MAX_VALUE)
            .query((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
            .single();
    boolean headersAlikeEverywhere = sum[1] == 0;
    return headersAlikeEverywhere ? sum[0] : tarBytesOneByOne(snapshot);
  }

  private record Sized(String path, long size) {}

  private long tarBytesOneByOne(Snapshot snapshot) {
    long bytes = 0;
    List<Sized> page = sizesAfter(snapshot, "");
    while (!page.isEmpty()) {
      for (Sized file : page) {
        bytes += TarWriter.entryBytes(file.path(), file.size());
      }
      page = sizesAfter(snapshot, page.getLast().path());
    }
    return bytes;
  }

  private List<Sized> sizesAfter(Snapshot snapshot, String path) {
    return jdbc.sql(
            """
            select v.path, d.size
            from (select * from (%s) all_of_them order by path limit :limit) v
            join documents d on d.repo_id = :repo and d.version_id = v.version_id
            order by v.path
            """
                .formatted(Trees.visible(snapshot)))
        .params(Trees.parameters(snapshot))
        .param("after", path)
        .param("limit", PAGE)
        .query((row, _) -> new Sized(row.getString(1), row.getLong(2)))
        .list();
  }

  private static Entry entry(ResultSet row, int number) throws SQLException {
    boolean gone = row.getBytes(2) == null;
    return new Entry(
        row.getString(7), gone ? Optional.empty() : Optional.of(Files.version(row, number)));
  }
}
