package dev.docstore.server.issue;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.Issue;
import dev.docstore.common.wire.IssueCreated;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of issues. */
@Component
class IssueStore {
  private final JdbcClient jdbc;

  IssueStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which issues to list; what is empty does not matter.
   *
   * @param label one that the issue has
   */
  record Filter(Optional<String> state, Optional<String> author, Optional<String> label) {}

  /**
   * Adds an issue under the next number of its repo. Numbers have no gaps: one is given back with
   * the transaction that took it, and who wants the next waits for that.
   */
  IssueCreated add(long repoId, String title, String body, List<String> labels, String author) {
    long number = nextNumber(repoId);
    return jdbc.sql(
            """
            insert into issues (repo_id, number, title, body, labels, author)
            values (?, ?, ?, nullif(?, ''), ?::text[], ?)
            returning id::text
            """)
        .params(repoId, number, title, body, labels.toArray(String[]::new), author)
        .query((row, _) -> new IssueCreated(row.getString(1), number))
        .single();
  }

  private long nextNumber(long repoId) {
    return jdbc.sql(
            """
            insert into issue_numbers as newest (repo_id, last)
            select id, 1 from repos where id = ? for key share
            on conflict (repo_id) do update set last = newest.last + 1
            returning last
            """)
        .param(repoId)
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new DocStoreException(ErrorCode.REPO_NOT_FOUND, "repo not found"));
  }

  Optional<Issue> find(long repoId, RepoName repo, long number) {
    return jdbc.sql("select * from issues where repo_id = ? and number = ?")
        .params(repoId, number)
        .query(row(repo))
        .optional();
  }

  /** As {@link #find}; the issue stays as it is until the transaction ends. */
  Optional<Issue> hold(long repoId, RepoName repo, long number) {
    return jdbc.sql("select * from issues where repo_id = ? and number = ? for no key update")
        .params(repoId, number)
        .query(row(repo))
        .optional();
  }

  /** As {@link #hold}, those of many numbers that there are, lowest first. */
  List<Issue> hold(long repoId, RepoName repo, List<Long> numbers) {
    return jdbc.sql(
            """
            select * from issues where repo_id = ? and number = any(?::bigint[])
            order by number for no key update
            """)
        .params(repoId, numbers.toArray(Long[]::new))
        .query(row(repo))
        .list();
  }

  /** Issues below a number, highest first. */
  List<Issue> list(long repoId, RepoName repo, Filter filter, long below, int limit) {
    return jdbc.sql(
            """
            select * from issues
            where repo_id = :repo and number < :below
              and (cast(:state as text) is null or state = cast(:state as issue_state))
              and (cast(:author as text) is null or author = :author)
              and (cast(:label as text) is null or :label = any(labels))
            order by number desc
            limit :limit
            """)
        .param("repo", repoId)
        .param("below", below)
        .param("state", filter.state().orElse(null))
        .param("author", filter.author().orElse(null))
        .param("label", filter.label().orElse(null))
        .param("limit", limit)
        .query(row(repo))
        .list();
  }

  /** The issues tied to that, with numbers above the one given, lowest first. */
  List<Issue> tiedTo(long repoId, RepoName repo, Ref ref, long above, int limit) {
    return jdbc.sql(
            """
            select i.*
            from issue_refs r join issues i on i.repo_id = r.repo_id and i.number = r.issue
            where r.repo_id = ? and r.ref_type = ?::issue_ref_type and r.ref_id = ? and r.issue > ?
            order by r.issue
            limit ?
            """)
        .params(repoId, ref.type(), ref.id(), above, limit)
        .query(row(repo))
        .list();
  }

  /** Edits an issue; null leaves a column as it is. */
  Issue edit(
      long repoId,
      RepoName repo,
      long number,
      @Nullable String title,
      @Nullable String body,
      @Nullable List<String> labels) {
    return jdbc.sql(
            """
            update issues
            set title = coalesce(:title, title),
                body = case when cast(:body as text) is null then body else nullif(:body, '') end,
                labels = coalesce(cast(:labels as text[]), labels),
                updated_at = now()
            where repo_id = :repo and number = :number
            returning *
            """)
        .param("repo", repoId)
        .param("number", number)
        .param("title", title)
        .param("body", body)
        .param("labels", labels == null ? null : labels.toArray(String[]::new))
        .query(row(repo))
        .single();
  }

  Issue close(long repoId, RepoName repo, long number, String reason, String by) {
    return jdbc.sql(
            """
            update issues
            set state = 'closed', close_reason = ?::issue_close_reason, closed_by = ?,
                closed_at = now(), updated_at = now()
            where repo_id = ? and number = ?
            returning *
            """)
        .params(reason, by, repoId, number)
        .query(row(repo))
        .single();
  }

  Issue reopen(long repoId, RepoName repo, long number) {
    return jdbc.sql(
            """
            update issues
            set state = 'open', close_reason = null, closed_by = null, closed_at = null,
                updated_at = now()
            where repo_id = ? and number = ?
            returning *
            """)
        .params(repoId, number)
        .query(row(repo))
        .single();
  }

  private static RowMapper<Issue> row(RepoName repo) {
    return (row, _) ->
        new Issue(
            row.getString("id"),
            repo.value(),
            row.getLong("number"),
            row.getString("title"),
            row.getString("body"),
            row.getString("author"),
            row.getString("state"),
            row.getString("close_reason"),
            row.getString("closed_by"),
            List.of((String[]) row.getArray("labels").getArray()),
            time(row, "closed_at"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
