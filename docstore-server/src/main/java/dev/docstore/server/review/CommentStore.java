package dev.docstore.server.review;

import dev.docstore.common.wire.ReviewComment;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of review comments. */
@Component
class CommentStore {
  /**
   * A comment that is to be added.
   *
   * @param thread the first comment of the thread that it continues
   */
  record NewComment(
      Anchor anchor, Optional<UUID> reviewId, Optional<UUID> thread, String body, String author) {}

  private final JdbcClient jdbc;

  CommentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds a comment on the branch's head and answers its id. */
  String add(long repoId, BranchRow branch, NewComment comment) {
    @Nullable Lines lines = comment.anchor().lines();
    return jdbc.sql(
            """
            insert into review_comments (repo_id, branch_id, review_id, in_reply_to, path,
                                         version_id, start_line, line, side, body, author, sequence)
            values (:repo, :branch, :review, :thread, :path,
                    :version, :start, :line, cast(:side as comment_side), :body, :author, :sequence)
            returning id::text
            """)
        .param("repo", repoId)
        .param("branch", branch.id())
        .param("review", comment.reviewId().orElse(null))
        .param("thread", comment.thread().orElse(null))
        .param("path", comment.anchor().path())
        .param("version", comment.anchor().versionId())
        .param("start", lines == null ? null : lines.start())
        .param("line", lines == null ? null : lines.last())
        .param("side", lines == null ? null : lines.side())
        .param("body", comment.body())
        .param("author", comment.author())
        .param("sequence", branch.headSequence())
        .query(String.class)
        .single();
  }

  /** The comment of that id. */
  Optional<ReviewComment> find(long repoId, UUID id) {
    return jdbc.sql(
            """
            select c.*, b.name as branch
            from review_comments c join branches b on b.repo_id = c.repo_id and b.id = c.branch_id
            where c.repo_id = ? and c.id = ?
            """)
        .params(repoId, id)
        .query(CommentStore::row)
        .optional();
  }

  /** As {@link #find}, and nobody changes or answers it until the transaction ends. */
  Optional<ReviewComment> lock(long repoId, UUID id) {
    return jdbc.sql(
            """
            select c.*, b.name as branch
            from review_comments c join branches b on b.repo_id = c.repo_id and b.id = c.branch_id
            where c.repo_id = ? and c.id = ?
            for update of c
            """)
        .params(repoId, id)
        .query(CommentStore::row)
        .optional();
  }

  /** A branch's comments, oldest first, after the one with that id. */
  List<ReviewComment> list(
      long repoId,
      String branch,
      Optional<String> path,
      OptionalLong at,
      Optional<UUID> after,
      int limit) {
    return jdbc.sql(
            """
            select c.*, b.name as branch
            from review_comments c join branches b on b.repo_id = c.repo_id and b.id = c.branch_id
            where c.repo_id = :repo and b.name = :branch
              and (cast(:path as text) is null or c.path = :path)
              and (cast(:at as bigint) is null or c.sequence = :at)
              and (cast(:after as uuid) is null or (c.created_at, c.id) >
                   (select x.created_at, x.id from review_comments x
                    where x.repo_id = :repo and x.id = :after))
            order by c.created_at, c.id
            limit :limit
            """)
        .param("repo", repoId)
        .param("branch", branch)
        .param("path", path.orElse(null))
        .param("at", at.isPresent() ? at.getAsLong() : null)
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query(CommentStore::row)
        .list();
  }

  /** Replaces the text. */
  void edit(long repoId, String id, String body) {
    jdbc.sql(
            """
            update review_comments set body = ?, edited_at = now()
            where repo_id = ? and id = ?::uuid
            """)
        .params(body, repoId, id)
        .update();
  }

  /** Settles a thread, or opens it again when nobody did. */
  void resolve(long repoId, String thread, @Nullable String by) {
    jdbc.sql(
            """
            update review_comments
            set resolved_by = :by, resolved_at = case when cast(:by as text) is not null then now() end
            where repo_id = :repo and id = cast(:thread as uuid)
            """)
        .param("by", by)
        .param("repo", repoId)
        .param("thread", thread)
        .update();
  }

  /** Deletes a comment; when it began a thread, the oldest answer begins it from now on. */
  void delete(long repoId, String id) {
    jdbc.sql(
            """
            with first as (
              select id from review_comments
              where repo_id = :repo and in_reply_to = cast(:id as uuid)
              order by created_at, id
              limit 1
            )
            update review_comments answer
            set in_reply_to = nullif(first.id, answer.id),
                resolved_at = case when answer.id = first.id then thread.resolved_at end,
                resolved_by = case when answer.id = first.id then thread.resolved_by end
            from first, review_comments thread
            where answer.repo_id = :repo and answer.in_reply_to = cast(:id as uuid)
              and thread.repo_id = :repo and thread.id = cast(:id as uuid)
            """)
        .param("repo", repoId)
        .param("id", id)
        .update();
    jdbc.sql("delete from review_comments where repo_id = ? and id = ?::uuid")
        .params(repoId, id)
        .update();
  }

  private static ReviewComment row(ResultSet row, int number) throws SQLException {
    return new ReviewComment(
        row.getString("id"),
        row.getString("review_id"),
        row.getString("branch"),
        row.getString("path"),
        row.getString("version_id"),
        row.getString("body"),
        row.getString("author"),
        row.getLong("sequence"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("start_line", Integer.class),
        row.getObject("line", Integer.class),
        row.getString("side"),
        row.getString("in_reply_to"),
        instant(row, "edited_at"),
        instant(row, "resolved_at"),
        row.getString("resolved_by"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
