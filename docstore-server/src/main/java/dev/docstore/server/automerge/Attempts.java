package dev.docstore.server.automerge;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The armed branches that are to be looked at. An attempt is taken by a lease that is committed
 * before the work begins, so that instances share the work, no transaction is open while policies
 * are evaluated, and whoever dies holding one loses it by the clock of the database.
 */
@Component
class Attempts {
  /** Longer than an attempt takes, as a rule; if it does not end, another one does no harm. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** The first error is perhaps over at once; a lasting one must not cost more than the sweep. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /**
   * An attempt that this instance has taken.
   *
   * @param asked how many reasons there were when it was taken
   * @param failures attempts before it that broke off
   */
  record Taken(long repoId, long branchId, long asked, int failures) {}

  private final JdbcClient jdbc;

  Attempts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Asks for an attempt for each armed branch that the triggers concern. */
  void ask(Triggers triggers) {
    if (triggers.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into auto_merge_attempts as a (repo_id, branch_id)
            select b.repo_id, b.id
            from repos r join branches b on b.repo_id = r.id
            where r.name = any (cast(:repos as text[])) and b.auto_merge and b.status = 'active'
            union
            select b.repo_id, b.id
            from repos r join branches b on b.repo_id = r.id
            where r.owner = any (cast(:orgs as text[])) and b.auto_merge and b.status = 'active'
            union
            select b.repo_id, b.id
            from unnest(cast(:of as text[]), cast(:branches as text[])) as t (repo, branch)
            join repos r on r.name = t.repo
            join branches b on b.repo_id = r.id and b.name = t.branch
            where b.auto_merge and b.status = 'active'
            on conflict (repo_id, branch_id) do update
              set asked = a.asked + 1, due_at = least(a.due_at, now())
            """)
        .param("repos", triggers.repos().toArray(String[]::new))
        .param("orgs", triggers.orgs().toArray(String[]::new))
        .param("of", triggers.branches().stream().map(Triggers.Branch::repo).toArray(String[]::new))
        .param(
            "branches",
            triggers.branches().stream().map(Triggers.Branch::name).toArray(String[]::new))
        .update();
  }

  /** Asks for an attempt for every armed branch that nobody asked one for. */
  void askForAll() {
    jdbc.sql(
            """
            insert into auto_merge_attempts (repo_id, branch_id)
            select repo_id, id from branches where auto_merge and status = 'active'
            on conflict do nothing
            """)
        .update();
  }

  /**
   * Takes attempts that are due and free.
   *
   * @param lease names the taker
   */
  List<Taken> take(UUID lease, int limit) {
    return jdbc.sql(
            """
            update auto_merge_attempts
            set lease = :lease, leased_until = now() + :length * interval '1 second'
            where (repo_id, branch_id) in (
              select repo_id, branch_id from auto_merge_attempts
              where due_at <= now() and (leased_until is null or leased_until <= now())
              order by due_at
              limit :limit
              for update skip locked)
            returning repo_id, branch_id, asked, failures
            """)
        .param("lease", lease)
        .param("length", LEASE.toSeconds())
        .param("limit", limit)
        .query((row, _) -> new Taken(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4)))
        .list();
  }

  /** The branch was looked at; it is looked at again when there was another reason meanwhile. */
  void done(Taken taken, UUID lease) {
    int ended =
        jdbc.sql(
                """
                delete from auto_merge_attempts
                where repo_id = ? and branch_id = ? and lease = ? and asked = ?
                """)
            .params(taken.repoId(), taken.branchId(), lease, taken.asked())
            .update();
    if (ended == 0) {
      jdbc.sql(
              """
              update auto_merge_attempts
              set lease = null, leased_until = null, failures = 0, due_at = now()
              where repo_id = ? and branch_id = ? and lease = ?
              """)
          .params(taken.repoId(), taken.branchId(), lease)
          .update();
    }
  }

  /** The attempt broke off; after a pause, or when something happens, there is another. */
  void failed(Taken taken, UUID lease) {
    Duration pause = taken.failures() == 0 ? FIRST_PAUSE : LogCursor.SWEEP_EVERY;
    jdbc.sql(
            """
            update auto_merge_attempts
            set failures = failures + 1, lease = null, leased_until = null,
                due_at = case when asked = :asked then now() + :pause * interval '1 second'
                              else now() end
            where repo_id = :repo and branch_id = :branch and lease = :lease
            """)
        .param("asked", taken.asked())
        .param("pause", pause.toSeconds())
        .param("repo", taken.repoId())
        .param("branch", taken.branchId())
        .param("lease", lease)
        .update();
  }
}
