package dev.docstore.server.review;

import dev.docstore.common.wire.Review;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of reviews. */
@Component
class ReviewStore {
  private final JdbcClient jdbc;

  ReviewStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds a review of the branch's head and answers its id. */
  String add(long repoId, BranchRow branch, String reviewer, String status, String body) {
    return jdbc.sql(
            """
            insert into reviews (repo_id, branch_id, reviewer, sequence, status, body)
            values (?, ?, ?, ?, ?::review_status, nullif(?, ''))
            returning id::text
            """)
        .params(repoId, branch.id(), reviewer, branch.headSequence(), status, body)
        .query(String.class)
        .single();
  }

  /** Whether the repo has a review with that id. */
  boolean exists(long repoId, UUID id) {
    return jdbc.sql("select exists (select 1 from reviews where repo_id = ? and id = ?)")
        .params(repoId, id)
        .query(Boolean.class)
        .single();
  }

  /** Whether that is a review of the branch. */
  boolean isOf(long repoId, BranchRow branch, UUID id) {
    return jdbc.sql(
            """
            select exists (
              select 1 from reviews where repo_id = ? and branch_id = ? and id = ?)
            """)
        .params(repoId, branch.id(), id)
        .query(Boolean.class)
        .single();
  }

  /** A branch's reviews, newest first, after the one with that id; all, or those of one head. */
  List<Review> list(
      RepoCaller caller, String branch, OptionalLong at, Optional<UUID> after, int limit) {
    return jdbc.sql(
            """
            select r.id::text, r.reviewer, r.sequence, r.status::text, r.body, r.created_at
            from reviews r join branches b on b.repo_id = r.repo_id and b.id = r.branch_id
            where r.repo_id = :repo and b.name = :branch
              and (cast(:at as bigint) is null or r.sequence = :at)
              and (cast(:after as uuid) is null or (r.created_at, r.id) <
                   (select x.created_at, x.id from reviews x where x.repo_id = :repo and x.id = :after))
            order by r.created_at desc, r.id desc
            limit :limit
            """)
        .param("repo", caller.repoId())
        .param("branch", branch)
        .param("at", at.isPresent() ? at.getAsLong() : null)
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query(
            (row, _) ->
                new Review(
                    row.getString("id"),
                    caller.repo().value(),
                    branch,
                    row.getString("reviewer"),
                    row.getLong("sequence"),
                    row.getString("status"),
                    row.getString("body"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
