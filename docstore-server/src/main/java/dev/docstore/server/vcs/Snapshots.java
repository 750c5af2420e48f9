package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.server.web.Query;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the {@link Snapshot} that a reader means (spec 01 §7.2, §10; page 00 B10). */
@Component
class Snapshots {
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
    Optional<String> at = query.text("at");
    long sequence = at.map(text -> sequence(repoId, text)).orElse(Long.MAX_VALUE);
    return of(repoId, new BranchName(query.text("branch").orElse("main")), sequence);
  }

  private long sequence(long repoId, String text) {
    OptionalLong number = Query.integer(text);
    if (number.isPresent()) {
      return number.getAsLong();
    }
    return names
        .sequenceOf(repoId, text)
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
    // The base of then is that of the branch's last commit up to `at`, else of its first, else the
    // current one.
    return jdbc.sql(
            """
            select b.id, m.id, least(b.head_sequence, :at),
                   case when b.id = m.id then least(b.head_sequence, :at)
                        else least(:at, case when :at >= b.head_sequence then b.base_sequence else coalesce(
                          (select c.base_sequence from commits c
                           where c.repo_id = b.repo_id and c.branch_id = b.id and c.sequence <= :at
                           order by c.sequence desc limit 1),
                          (select c.base_sequence from commits c
                           where c.repo_id = b.repo_id and c.branch_id = b.id
                           order by c.sequence limit 1),
                          b.base_sequence) end)
                   end
            from branches b
            join branches m on m.repo_id = b.repo_id and m.name = 'main'
            where b.repo_id = :repo and b.name = :branch
            """)
        .param("repo", repoId)
        .param("branch", branch.value())
        .param("at", at)
        .query(
            (row, _) ->
                new Snapshot(
                    repoId, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .optional();
  }
}
