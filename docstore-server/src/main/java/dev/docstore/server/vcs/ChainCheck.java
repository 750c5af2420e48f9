package dev.docstore.server.vcs;

import dev.docstore.server.database.Transactions;
import dev.docstore.server.vcs.Damage.ChangeStray;
import dev.docstore.server.vcs.Damage.CommitsMissing;
import dev.docstore.server.vcs.Damage.CounterBehind;
import dev.docstore.server.vcs.Damage.DocumentMissing;
import dev.docstore.server.vcs.Damage.LifetimeWrong;
import dev.docstore.server.vcs.Damage.VersionMismatch;
import dev.docstore.server.vcs.Findings.Extent;
import dev.docstore.server.vcs.Findings.Gaps;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Verifies a repo: that every commit is there and hashes to what it says, that branches end where
 * they should, that each version of a file lives exactly until the next, and that the bytes of
 * every document are those that were committed.
 *
 * <p>All of it is read from one snapshot, by statements that walk an index once: time grows with
 * the repo, memory does not. One cause is told once: what merely follows from a missing commit is
 * left out.
 */
@Component
class ChainCheck {
  /** Rows that travel at once. */
  static final int FETCH = 500;

  private final Transactions transactions;
  private final JdbcClient jdbc;
  private final ChainWalk walk;
  private final ContentCheck contents;

  ChainCheck(Transactions transactions, JdbcClient jdbc, ChainWalk walk, ContentCheck contents) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.walk = walk;
    this.contents = contents;
  }

  /** Verifies the repo; a repo that was deleted meanwhile is empty and well. */
  void verify(long repoId, Findings findings) {
    transactions.read(
        () -> {
          // Between two pages a large blob may be read: that is no forgotten transaction.
          jdbc.sql("set local idle_in_transaction_session_timeout = 0").update();
          findings.extent(extent(repoId));
          Gaps gaps = missingCommits(repoId, findings);
          counter(repoId, findings);
          strayChanges(repoId, findings);
          lifetimes(repoId, gaps, findings);
          versions(repoId, findings);
          walk.verify(repoId, gaps, findings);
          contents.verify(repoId, findings);
          return gaps;
        });
  }

  private Extent extent(long repoId) {
    return jdbc.sql(
            """
            select (select count(*) from commits where repo_id = :repo), count(*),
                   count(*) filter (where content is null)
            from documents where repo_id = :repo
            """)
        .param("repo", repoId)
        .query((row, _) -> new Extent(row.getLong(1), row.getLong(2), row.getLong(3)))
        .single();
  }

  private Gaps missingCommits(long repoId, Findings findings) {
    Gaps gaps = new Gaps();
    jdbc.sql(
            """
            select reached + 1, first - 1
            from (
              select first, coalesce(max(last) over (
                order by first rows between unbounded preceding and 1 preceding), 0) as reached
              from (
                select sequence as first, sequence as last from commits where repo_id = :repo
                union all
                select first_sequence, last_sequence from purged_sequences where repo_id = :repo
                union all
                select last_sequence + 1, last_sequence from repos where id = :repo
              ) spans
            ) walked
            where first > reached + 1
            order by 1
            """)
        .withFetchSize(FETCH)
        .param("repo", repoId)
        .query(
            row -> {
              gaps.add(row.getLong(1), row.getLong(2));
              findings.damage(new CommitsMissing(row.getLong(1), row.getLong(2)));
            });
    return gaps;
  }

  private void counter(long repoId, Findings findings) {
    Optional<CounterBehind> behind =
        jdbc.sql(
                """
                select max(c.sequence), r.last_sequence
                from repos r join commits c on c.repo_id = r.id
                where r.id = ?
                group by r.last_sequence
                having max(c.sequence) > r.last_sequence
                """)
            .param(repoId)
            .query((row, _) -> new CounterBehind(row.getLong(1), row.getLong(2)))
            .optional();
    behind.ifPresent(findings::damage);
  }

  private void strayChanges(long repoId, Findings findings) {
    jdbc.sql(
            """
            select f.sequence, b.name, f.path
            from file_commits f
            join branches b on b.repo_id = f.repo_id and b.id = f.branch_id
            join commits c on c.repo_id = f.repo_id and c.sequence = f.sequence
            where f.repo_id = ? and c.branch_id <> f.branch_id
            order by f.sequence, f.path
            """)
        .withFetchSize(FETCH)
        .param(repoId)
        .query(
            row -> {
              findings.damage(new ChangeStray(row.getLong(1), row.getString(2), row.getString(3)));
            });
  }

  /**
   * A version ends where the next of its path begins, or where a rebase of its branch wrote
   * everything anew: at the first commit with a later base than the one before.
   */
  private void lifetimes(long repoId, Gaps gaps, Findings findings) {
    jdbc.sql(
            """
            with eras as (
              select branch_id, sequence,
                     min(case when rebased then sequence end) over (
                       partition by branch_id order by sequence
                       rows between 1 following and unbounded following) as next_rebase
              from (
                select branch_id, sequence,
                       base_sequence > lag(base_sequence) over (
                         partition by branch_id order by sequence) as rebased
                from commits where repo_id = :repo
              ) c
            ), lives as (
              select f.branch_id, f.path, f.sequence, f.superseded_at, e.sequence as made,
                     least(lead(f.sequence) over (
                             partition by f.branch_id, f.path order by f.sequence),
                           e.next_rebase, 9223372036854775807) as ends
              from file_commits f
              left join eras e on e.branch_id = f.branch_id and e.sequence = f.sequence
              where f.repo_id = :repo
            )
            select l.sequence, b.name, l.path, l.ends, l.superseded_at
            from lives l join branches b on b.repo_id = :repo and b.id = l.branch_id
            where l.made is not null and l.superseded_at <> l.ends
            order by l.sequence, l.path
            """)
        .withFetchSize(FETCH)
        .param("repo", repoId)
        .query(
            row -> {
              if (!gaps.has(row.getLong(5))) {
                findings.damage(
                    new LifetimeWrong(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5)));
              }
            });
  }

  /** A document that does not match its own hash is told of once, not by each of its changes. */
  private void versions(long repoId, Findings findings) {
    jdbc.sql(
            """
            select f.sequence, b.name, f.path, f.version_id::text,
                   coalesce(encode(f.content_hash, 'hex'), ''),
                   coalesce(encode(d.content_hash, 'hex'), ''), d.version_id is null
            from file_commits f
            join branches b on b.repo_id = f.repo_id and b.id = f.branch_id
            left join documents d on d.repo_id = f.repo_id and d.version_id = f.version_id
            where f.repo_id = ?
              and (f.version_id is not null and d.version_id is null
                or d.content_hash is distinct from f.content_hash
                   and (d.content is null or sha256(d.content) = d.content_hash))
            order by f.sequence, f.path
            """)
        .withFetchSize(FETCH)
        .param(repoId)
        .query(
            row -> {
              long sequence = row.getLong(1);
              String branch = row.getString(2);
              String path = row.getString(3);
              String version = row.getString(4);
              findings.damage(
                  version != null && row.getBoolean(7)
                      ? new DocumentMissing(sequence, branch, path, version)
                      : new VersionMismatch(
                          sequence, branch, path, row.getString(5), row.getString(6)));
            });
  }
}
