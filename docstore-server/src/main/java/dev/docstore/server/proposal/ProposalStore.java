package dev.docstore.server.proposal;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.Proposal;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of proposals. */
@Component
class ProposalStore {
  private final JdbcClient jdbc;

  ProposalStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Opens a proposal and answers its id.
   *
   * @throws DocStoreException 409 {@code PROPOSAL_EXISTS}
   */
  String open(
      long repoId,
      BranchRow branch,
      String baseBranch,
      String title,
      String description,
      String author) {
    try {
      return jdbc.sql(
              """
              insert into proposals (repo_id, branch_id, base_branch, title, description, author)
              values (?, ?, ?, ?, nullif(?, ''), ?)
              returning id::text
              """)
          .params(repoId, branch.id(), baseBranch, title, description, author)
          .query(String.class)
          .single();
    } catch (DuplicateKeyException e) {
      throw exists(e);
    }
  }

  Optional<Proposal> find(RepoCaller caller, UUID id) {
    return jdbc.sql(
            """
            select p.id::text, b.name, p.base_branch, p.title, p.description, p.author,
                   p.state::text, p.created_at, p.updated_at
            from proposals p join branches b on b.repo_id = p.repo_id and b.id = p.branch_id
            where p.repo_id = ? and p.id = ?
            """)
        .params(caller.repoId(), id)
        .query(row(caller))
        .optional();
  }

  /** Holds a proposal as it is until the transaction ends; false when there is none. */
  boolean lock(long repoId, UUID id) {
    return jdbc.sql("select 1 from proposals where repo_id = ? and id = ? for update")
        .params(repoId, id)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The proposals of a repo, newest first, after the one with that id. */
  List<Proposal> list(
      RepoCaller caller,
      Optional<String> state,
      Optional<String> branch,
      Optional<UUID> after,
      int limit) {
    return jdbc.sql(
            """
            select p.id::text, b.name, p.base_branch, p.title, p.description, p.author,
                   p.state::text, p.created_at, p.updated_at
            from proposals p join branches b on b.repo_id = p.repo_id and b.id = p.branch_id
            where p.repo_id = :repo
              and (cast(:state as text) is null or p.state = cast(:state as proposal_state))
              and (cast(:branch as text) is null or b.name = :branch)
              and (cast(:after as uuid) is null or (p.created_at, p.id) <
                   (select x.created_at, x.id from proposals x where x.repo_id = :repo and x.id = :after))
            order by p.created_at desc, p.id desc
            limit :limit
            """)
        .param("repo", caller.repoId())
        .param("state", state.orElse(null))
        .param("branch", branch.orElse(null))
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query(row(caller))
        .list();
  }

  /** Edits a proposal; null leaves a column as it is. */
  void edit(long repoId, UUID id, @Nullable String title, @Nullable String description) {
    jdbc.sql(
            """
            update proposals
            set title = coalesce(:title, title),
                description = case when cast(:description as text) is null then description
                                   else nullif(:description, '') end,
                updated_at = greatest(now(), updated_at + interval '1 microsecond')
            where repo_id = :repo and id = :id
            """)
        .param("repo", repoId)
        .param("id", id)
        .param("title", title)
        .param("description", description)
        .update();
  }

  void close(long repoId, UUID id) {
    jdbc.sql(
            """
            update proposals
            set state = 'closed', updated_at = greatest(now(), updated_at + interval '1 microsecond')
            where repo_id = ? and id = ?
            """)
        .params(repoId, id)
        .update();
  }

  /** Opens a closed proposal again; 409 {@code PROPOSAL_EXISTS} when its branch has another. */
  void reopen(long repoId, UUID id) {
    try {
      jdbc.sql(
              """
              update proposals
              set state = 'open', updated_at = greatest(now(), updated_at + interval '1 microsecond')
              where repo_id = ? and id = ?
              """)
          .params(repoId, id)
          .update();
    } catch (DuplicateKeyException e) {
      throw exists(e);
    }
  }

  /** What ended with its branch. */
  record Ended(String id, String baseBranch) {}

  /** Ends the open proposal of a branch, if it has one, as {@code merged} or {@code closed}. */
  Optional<Ended> end(long repoId, String branch, String state) {
    return jdbc.sql(
            """
            update proposals p
            set state = cast(:state as proposal_state),
                updated_at = greatest(now(), p.updated_at + interval '1 microsecond')
            from branches b
            where p.repo_id = :repo and p.state = 'open'
              and b.repo_id = p.repo_id and b.id = p.branch_id and b.name = :branch
            returning p.id::text, p.base_branch
            """)
        .param("repo", repoId)
        .param("branch", branch)
        .param("state", state)
        .query((row, _) -> new Ended(row.getString(1), row.getString(2)))
        .optional();
  }

  private static DocStoreException exists(DuplicateKeyException cause) {
    return new DocStoreException(
        ErrorCode.PROPOSAL_EXISTS, "branch already has an open proposal", cause);
  }

  private static RowMapper<Proposal> row(RepoCaller caller) {
    return (row, _) ->
        new Proposal(
            row.getString("id"),
            caller.repo().value(),
            row.getString("name"),
            row.getString("base_branch"),
            row.getString("title"),
            row.getString("description"),
            row.getString("author"),
            row.getString("state"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
