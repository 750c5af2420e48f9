package dev.docstore.server.issue;

import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.IssueComment;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of comments on issues. Who writes one holds its issue. */
@Component
class IssueCommentStore {
  private final JdbcClient jdbc;

  IssueCommentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds a comment and answers its id. */
  String add(long repoId, long issue, String body, String author) {
    return jdbc.sql(
            """
            insert into issue_comments (repo_id, issue, body, author) values (?, ?, ?, ?)
            returning id::text
            """)
        .params(repoId, issue, body, author)
        .query(String.class)
        .single();
  }

  /** The comment on that issue. */
  Optional<IssueComment> find(long repoId, RepoName repo, long issue, UUID id) {
    return jdbc.sql(
            """
            select c.*, i.id as issue_id
            from issue_comments c join issues i on i.repo_id = c.repo_id and i.number = c.issue
            where c.repo_id = ? and c.issue = ? and c.id = ?
            """)
        .params(repoId, issue, id)
        .query(row(repo))
        .optional();
  }

  /** The comments on an issue, oldest first, after the one with that id. */
  List<IssueComment> list(long repoId, RepoName repo, long issue, Optional<UUID> after, int limit) {
    return jdbc.sql(
            """
            select c.*, i.id as issue_id
            from issue_comments c join issues i on i.repo_id = c.repo_id and i.number = c.issue
            where c.repo_id = :repo and c.issue = :issue
              and (cast(:after as uuid) is null or c.n >
                   (select x.n from issue_comments x where x.repo_id = :repo and x.id = :after))
            order by c.n
            limit :limit
            """)
        .param("repo", repoId)
        .param("issue", issue)
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query(row(repo))
        .list();
  }

  void edit(long repoId, UUID id, String body) {
    jdbc.sql(
            """
            update issue_comments set body = ?, edited_at = clock_timestamp()
            where repo_id = ? and id = ?
            """)
        .params(body, repoId, id)
        .update();
  }

  void delete(long repoId, UUID id) {
    jdbc.sql("delete from issue_comments where repo_id = ? and id = ?").params(repoId, id).update();
  }

  private static RowMapper<IssueComment> row(RepoName repo) {
    return (row, _) -> {
      OffsetDateTime edited = row.getObject("edited_at", OffsetDateTime.class);
      return new IssueComment(
          row.getString("id"),
          row.getString("issue_id"),
          repo.value(),
          row.getString("body"),
          row.getString("author"),
          row.getObject("created_at", OffsetDateTime.class).toInstant(),
          edited == null ? null : edited.toInstant());
    };
  }
}
