package dev.docstore.server.review;

import dev.docstore.common.json.Json;
import dev.docstore.common.wire.CheckChange;
import dev.docstore.common.wire.CheckRun;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The rows of check runs, and of every status they had. */
@Component
class CheckStore {
  /**
   * What is said of one check.
   *
   * @param logUrl null keeps the one that is there
   * @param metadata JSON; null keeps what is there
   */
  record Report(
      long sequence,
      String checkName,
      int attempt,
      String status,
      @Nullable String logUrl,
      @Nullable String metadata) {}

  private final JdbcClient jdbc;

  CheckStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Records a report, over an earlier one of the same sequence, check and attempt.
   *
   * @return the check run's id; empty when that earlier one is CI's and this is a person's
   */
  Optional<String> record(long repoId, BranchRow branch, Reporter reporter, Report report) {
    return jdbc.sql(
            """
            with reported as (
              insert into check_runs as c (repo_id, branch_id, sequence, check_name, attempt,
                                           status, reporter, reporter_kind, log_url, metadata)
              values (:repo, :branch, :sequence, :check, :attempt, cast(:status as check_status),
                      :reporter, cast(:kind as check_reporter), :log, cast(:metadata as jsonb))
              on conflict (repo_id, branch_id, sequence, check_name, attempt) do update
                set status = excluded.status,
                    reporter = excluded.reporter,
                    reporter_kind = excluded.reporter_kind,
                    log_url = coalesce(excluded.log_url, c.log_url),
                    metadata = coalesce(excluded.metadata, c.metadata)
                where excluded.reporter_kind <> 'person' or c.reporter_kind in ('person', 'system')
              returning id
            ), kept as (
              insert into check_run_changes (repo_id, check_run_id, status, reporter)
              select :repo, id, cast(:status as check_status), :reporter from reported
            )
            select id::text from reported
            """)
        .param("repo", repoId)
        .param("branch", branch.id())
        .param("sequence", report.sequence())
        .param("check", report.checkName())
        .param("attempt", report.attempt())
        .param("status", report.status())
        .param("reporter", reporter.name())
        .param("kind", reporter.kind().wireName())
        .param("log", report.logUrl())
        .param("metadata", report.metadata())
        .query(String.class)
        .optional();
  }

  /** One run per check: of the newest sequence, then the highest attempt; by name after a name. */
  List<CheckRun> latest(
      RepoCaller caller, String branch, OptionalLong at, String after, int limit) {
    return select(
            """
            select distinct on (c.check_name)
                   c.id::text, c.sequence, c.check_name, c.status::text, c.reporter, c.log_url,
                   c.created_at, c.attempt, c.metadata::text, null as changes
            from check_runs c join branches b on b.repo_id = c.repo_id and b.id = c.branch_id
            where c.repo_id = :repo and b.name = :branch and c.check_name > :after
              and (cast(:at as bigint) is null or c.sequence = :at)
            order by c.check_name, c.sequence desc, c.attempt desc
            limit :limit
            """,
            caller,
            branch,
            at)
        .param("after", after)
        .param("limit", limit)
        .query(row(caller, branch))
        .list();
  }

  /** Every run with all its changes, newest first, after the one with that id. */
  List<CheckRun> history(
      RepoCaller caller, String branch, OptionalLong at, Optional<UUID> after, int limit) {
    return select(
            """
            select c.id::text, c.sequence, c.check_name, c.status::text, c.reporter, c.log_url,
                   c.created_at, c.attempt, c.metadata::text,
                   (select json_agg(json_build_object('status', h.status, 'reporter', h.reporter,
                                                      'changed_at', h.changed_at) order by h.n)
                    from check_run_changes h
                    where h.repo_id = c.repo_id and h.check_run_id = c.id)::text as changes
            from check_runs c join branches b on b.repo_id = c.repo_id and b.id = c.branch_id
            where c.repo_id = :repo and b.name = :branch
              and (cast(:at as bigint) is null or c.sequence = :at)
              and (cast(:after as uuid) is null or (c.created_at, c.id) <
                   (select x.created_at, x.id from check_runs x where x.repo_id = :repo and x.id = :after))
            order by c.created_at desc, c.id desc
            limit :limit
            """,
            caller,
            branch,
            at)
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query(row(caller, branch))
        .list();
  }

  /** Whether the repo has a run with that id. */
  boolean exists(long repoId, UUID id) {
    return jdbc.sql("select exists (select 1 from check_runs where repo_id = ? and id = ?)")
        .params(repoId, id)
        .query(Boolean.class)
        .single();
  }

  /** The checks whose last attempt at that sequence failed, by name. */
  List<String> failed(long repoId, BranchRow branch, long sequence) {
    return jdbc.sql(
            """
            select check_name
            from (select distinct on (check_name) check_name, status
                  from check_runs where repo_id = ? and branch_id = ? and sequence = ?
                  order by check_name, attempt desc) as latest
            where status = 'failed'
            order by check_name
            """)
        .params(repoId, branch.id(), sequence)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** The checks that were ever reported at that sequence. */
  Set<String> names(long repoId, BranchRow branch, long sequence) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct check_name from check_runs
                where repo_id = ? and branch_id = ? and sequence = ?
                """)
            .params(repoId, branch.id(), sequence)
            .query((row, _) -> row.getString(1))
            .list());
  }

  /** The highest attempt of any of those checks at that sequence; 0 when none ran. */
  int highestAttempt(long repoId, BranchRow branch, long sequence, List<String> checks) {
    return jdbc.sql(
            """
            select coalesce(max(attempt), 0) from check_runs
            where repo_id = ? and branch_id = ? and sequence = ? and check_name = any (?)
            """)
        .params(repoId, branch.id(), sequence, checks.toArray(String[]::new))
        .query(Integer.class)
        .single();
  }

  /**
   * Adds a pending run of each of those checks.
   *
   * @return how many were added: fewer when somebody else did the same at the same time
   */
  int addPending(long repoId, BranchRow branch, long sequence, List<String> checks, int attempt) {
    return jdbc.sql(
            """
            with added as (
              insert into check_runs (repo_id, branch_id, sequence, check_name, attempt,
                                      status, reporter, reporter_kind)
              select :repo, :branch, :sequence, c, :attempt,
                     'pending', :reporter, cast(:kind as check_reporter)
              from unnest(cast(:checks as text[])) as c
              on conflict do nothing
              returning id
            )
            insert into check_run_changes (repo_id, check_run_id, status, reporter)
            select :repo, id, 'pending', :reporter from added
            """)
        .param("repo", repoId)
        .param("branch", branch.id())
        .param("sequence", sequence)
        .param("attempt", attempt)
        .param("reporter", Reporter.SYSTEM.name())
        .param("kind", Reporter.SYSTEM.kind().wireName())
        .param("checks", checks.toArray(String[]::new))
        .update();
  }

  private StatementSpec select(String sql, RepoCaller caller, String branch, OptionalLong at) {
    return jdbc.sql(sql)
        .param("repo", caller.repoId())
        .param("branch", branch)
        .param("at", at.isPresent() ? at.getAsLong() : null);
  }

  private static RowMapper<CheckRun> row(RepoCaller caller, String branch) {
    return (row, _) ->
        new CheckRun(
            row.getString("id"),
            caller.repo().value(),
            branch,
            row.getLong("sequence"),
            row.getString("check_name"),
            row.getString("status"),
            row.getString("reporter"),
            row.getString("log_url"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getInt("attempt"),
            metadata(row),
            changes(row));
  }

  private static @Nullable List<CheckChange> changes(ResultSet row) throws SQLException {
    String json = row.getString("changes");
    return json == null ? null : List.of(Json.MAPPER.readValue(json, CheckChange[].class));
  }

  private static @Nullable JsonNode metadata(ResultSet row) throws SQLException {
    String json = row.getString("metadata");
    return json == null ? null : Json.EXACT.readTree(json);
  }
}
