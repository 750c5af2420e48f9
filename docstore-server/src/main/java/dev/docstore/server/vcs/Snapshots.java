package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.server.web.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the {@link Snapshot} that a reader means (spec 01 §7.2, §10; page 00 B10). */
@Component
class Snapshots {
  // The base of then is that of the branch's last commit up to `at`, else of its first, else the
  // current one.
  /** A statement for one snapshot, with parameters {@code repo}, {@code branch}, {@code at}. */
  static final String ONE =
      """
      select b.id as branch_id, m.id as main_id, least(b.head_sequence, :at) as at,
             case when b.id = m.id then least(b.head_sequence, :at)
                  else least(:at, case when :at >= b.head_sequence then b.base_sequence else coalesce(
                    (select c.base_sequence from commits c
                     where c.repo_id = b.repo_id and c.branch_id = b.id and c.sequence <= :at
                     order by c.sequence desc limit 1),
                    (select c.base_sequence from commits c
                     where c.repo_id = b.repo_id and c.branch_id = b.id
                     order by c.sequence limit 1),
                    b.base_sequence) end)
             end as main_at
      from branches b
      join branches m on m.repo_id = b.repo_id and m.name = 'main'
      where b.repo_id = :repo and b.name = :branch
      """;

  private final JdbcClient jdbc;
  private final SequenceNames names;

  Snapshots(JdbcClient jdbc, SequenceNames names) {
    this.jdbc = jdbc;
    this.names = names;
  }

  /**
   * Reads {@code branch} and {@code at} of a query. {@code at} is a sequence or a release's name
   * and is resolved before the branch is looked at.
   *
   * @return empty for an unknown branch
   * @throws DocStoreException 400 when {@code at} is neither
   */
  Optional<Snapshot> of(long repoId, Query query) {
    Wanted wanted = wanted(repoId, query);
    return of(repoId, wanted.branch(), wanted.at()).map(wanted::asAskedFor);
  }

  /**
   * What a reader asks for.
   *
   * @param byName {@code at} was the name of a release
   */
  record Wanted(BranchName branch, long at, boolean byName) {
    /**
     * The name of a release may come to mean another sequence, so such a snapshot is not pinned.
     */
    Snapshot asAskedFor(Snapshot found) {
      return byName ? found.byName() : found;
    }
  }

  /**
   * Reads {@code branch} and {@code at} of a query.
   *
   * @throws DocStoreException 400 when {@code at} is neither a sequence nor a release's name
   */
  Wanted wanted(long repoId, Query query) {
    Optional<String> at = query.text("at");
    OptionalLong number = at.map(Query::integer).orElse(OptionalLong.of(Long.MAX_VALUE));
    return new Wanted(
        new BranchName(query.text("branch").orElse("main")),
        number.isPresent() ? number.getAsLong() : named(repoId, at.orElseThrow()),
        number.isEmpty());
  }

  private long named(long repoId, String name) {
    return names
        .sequenceOf(repoId, name)
        .orElseThrow(
            () ->
                DocStoreException.badRequest(
                    "invalid 'at' parameter: not a sequence number or release name"));
  }

  /** The key of the repo with that full name. */
  Optional<Long> repoId(String repo) {
    return jdbc.sql("select id from repos where name = ?").param(repo).query(Long.class).optional();
  }

  /** The branch at that sequence; beyond its head means its head. */
  Optional<Snapshot> of(long repoId, BranchName branch, long at) {
    return jdbc.sql(ONE)
        .param("repo", repoId)
        .param("branch", branch.value())
        .param("at", at)
        .query((row, _) -> snapshot(repoId, at, row))
        .optional();
  }

  /** Reads the four columns of {@link #ONE}, which come first. */
  static Snapshot snapshot(long repoId, long askedFor, ResultSet row) throws SQLException {
    return new Snapshot(
        repoId,
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(3) == askedFor);
  }

  /**
   * Whether everything that was read of the snapshot until now was whole: only the end of its
   * branch, by a purge or with the repo, takes rows away.
   */
  boolean isStillThere(Snapshot snapshot) {
    return jdbc.sql("select exists (select 1 from branches where repo_id = ? and id = ?)")
        .params(snapshot.repoId(), snapshot.branchId())
        .query(Boolean.class)
        .single();
  }
}
