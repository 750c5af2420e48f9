package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.ChainEntry;
import dev.docstore.common.wire.ChainFile;
import dev.docstore.common.wire.CommitInfo;
import dev.docstore.common.wire.CommitSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads commits: one, a branch's history, and the chain with its hashes (spec 01 §9.3, §10.5). */
@Component
class CommitQueries {
  private static final HexFormat HEX = HexFormat.of();

  private final JdbcClient jdbc;

  CommitQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  CommitInfo show(long repoId, long sequence) {
    List<CommitInfo.File> files =
        jdbc.sql(
                """
                select f.commit_id::text, f.path, f.version_id::text
                from commits c
                join file_commits f on f.repo_id = c.repo_id and f.branch_id = c.branch_id
                                   and f.sequence = c.sequence
                where c.repo_id = ? and c.sequence = ?
                order by f.path
                """)
            .params(repoId, sequence)
            .query(
                (row, _) ->
                    new CommitInfo.File(row.getString(1), row.getString(2), row.getString(3)))
            .list();
    return jdbc.sql(
            """
            select b.name, c.message, c.author, c.created_at
            from commits c join branches b on b.repo_id = c.repo_id and b.id = c.branch_id
            where c.repo_id = ? and c.sequence = ?
            """)
        .params(repoId, sequence)
        .query(
            (row, _) ->
                new CommitInfo(
                    sequence,
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    instant(row, 4),
                    files))
        .optional()
        .orElseThrow(CommitQueries::notFound);
  }

  /**
   * A commit's hash.
   *
   * @throws DocStoreException 404
   */
  String hash(long repoId, long sequence) {
    return jdbc.sql("select commit_hash from commits where repo_id = ? and sequence = ?")
        .params(repoId, sequence)
        .query((row, _) -> HEX.formatHex(row.getBytes(1)))
        .optional()
        .orElseThrow(CommitQueries::notFound);
  }

  /** How many commits there are in a range, and the last of them. */
  String extent(long repoId, long from, long to) {
    return jdbc.sql(
            """
            select count(*), max(sequence) from commits
            where repo_id = ? and sequence between ? and ?
            """)
        .params(repoId, from, to)
        .query((row, _) -> row.getLong(1) + "/" + row.getLong(2))
        .single();
  }

  private static DocStoreException notFound() {
    return DocStoreException.notFound("commit not found");
  }

  /** A branch's own commits and, below its base, those of main; unknown branches have none. */
  List<CommitSummary> history(long repoId, BranchName branch, long before, int limit) {
    return jdbc.sql(
            """
            select c.sequence, b.name, c.message, c.author, c.created_at, c.commit_hash
            from branches viewed
            join branches b on b.repo_id = viewed.repo_id
                           and (b.id = viewed.id or b.name = 'main')
            join commits c on c.repo_id = b.repo_id and c.branch_id = b.id
                          and (b.id = viewed.id or c.sequence <= viewed.base_sequence)
            where viewed.repo_id = ? and viewed.name = ? and c.sequence < ?
            order by c.sequence desc
            limit ?
            """)
        .params(repoId, branch.value(), before, limit)
        .query(
            (row, _) ->
                new CommitSummary(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    instant(row, 5),
                    HEX.formatHex(row.getBytes(6))))
        .list();
  }

  /**
   * The first commits of all branches in a range of sequences, both ends included, that follow a
   * sequence, with what their hashes cover.
   */
  List<ChainEntry> chain(long repoId, long from, long to, long after, int limit) {
    List<ChainEntry> commits =
        jdbc.sql(
                """
                select c.sequence, b.name, c.author, c.message, c.created_at, c.commit_hash
                from commits c join branches b on b.repo_id = c.repo_id and b.id = c.branch_id
                where c.repo_id = ? and c.sequence between ? and ? and c.sequence > ?
                order by c.sequence
                limit ?
                """)
            .params(repoId, from, to, after, limit)
            .query(CommitQueries::chainEntry)
            .list();
    addFiles(repoId, commits);
    return commits;
  }

  /**
   * A branch's own commits from that sequence on, oldest first. What a rebase replaced is left out.
   */
  List<ChainEntry> own(long repoId, BranchState branch, long from) {
    List<ChainEntry> commits =
        jdbc.sql(
                """
                select c.sequence, ? as name, c.author, c.message, c.created_at, c.commit_hash
                from commits c
                where c.repo_id = ? and c.branch_id = ? and c.sequence >= ? and c.base_sequence = ?
                order by c.sequence
                """)
            .params(branch.name().value(), repoId, branch.id(), from, branch.base())
            .query(CommitQueries::chainEntry)
            .list();
    addFiles(repoId, commits);
    return commits;
  }

  private void addFiles(long repoId, List<ChainEntry> commits) {
    Map<Long, List<ChainFile>> files = new HashMap<>();
    commits.forEach(commit -> files.put(commit.sequence(), commit.files()));
    jdbc.sql(
            """
            select c.sequence, f.path, f.content_hash, f.executable
            from commits c
            join file_commits f on f.repo_id = c.repo_id and f.branch_id = c.branch_id
                               and f.sequence = c.sequence
            where c.repo_id = ? and c.sequence = any(?)
            order by c.sequence, f.path
            """)
        .params(repoId, files.keySet().toArray(Long[]::new))
        .query(
            row -> {
              Objects.requireNonNull(files.get(row.getLong(1))).add(chainFile(row));
            });
  }

  private static ChainEntry chainEntry(ResultSet row, int number) throws SQLException {
    return new ChainEntry(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        instant(row, 5),
        HEX.formatHex(row.getBytes(6)),
        new ArrayList<>());
  }

  private static ChainFile chainFile(ResultSet row) throws SQLException {
    byte[] hash = row.getBytes(3);
    return new ChainFile(
        row.getString(2),
        hash == null ? "" : HEX.formatHex(hash),
        row.getBoolean(4) ? "100755" : null);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
