package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.Repo;
import dev.docstore.server.blob.Blobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of repositories: made with their branch {@code main}, removed with all they hold. */
@Component
public class RepoStore {
  private final JdbcClient jdbc;
  private final Blobs blobs;

  RepoStore(JdbcClient jdbc, Blobs blobs) {
    this.jdbc = jdbc;
    this.blobs = blobs;
  }

  /**
   * Makes a repo and its empty branch {@code main}, within the caller's transaction.
   *
   * @param fullName {@code org/name}
   * @return the key of the repo in every table
   * @throws DocStoreException 409 {@code REPO_EXISTS}, 404 {@code ORG_NOT_FOUND}
   */
  public long create(String fullName, String owner, String createdBy) {
    try {
      return jdbc.sql(
              """
              with made as (
                insert into repos (name, owner, created_by) values (?, ?, ?)
                on conflict (name) do nothing
                returning id, created_by
              )
              insert into branches (repo_id, name, head_sequence, base_sequence, created_by)
              select id, 'main', 0, 0, created_by from made
              returning repo_id
              """)
          .params(fullName, owner, createdBy)
          .query(Long.class)
          .optional()
          .orElseThrow(() -> new DocStoreException(ErrorCode.REPO_EXISTS, "repo already exists"));
    } catch (DataIntegrityViolationException noSuchOrg) {
      throw new DocStoreException(ErrorCode.ORG_NOT_FOUND, "org not found", noSuchOrg);
    }
  }

  /** The repo of that full name. */
  public Optional<Repo> find(String fullName) {
    return jdbc.sql("select name, owner, created_at, created_by from repos where name = ?")
        .param(fullName)
        .query(RepoStore::repo)
        .optional();
  }

  /** All repos after that name, by name in byte order. */
  public List<Repo> list(String after, int limit) {
    return jdbc.sql(
            """
            select name, owner, created_at, created_by from repos where name > ?
            order by name limit ?
            """)
        .params(after, limit)
        .query(RepoStore::repo)
        .list();
  }

  /** The repos after that name in which the identity has a role, by name in byte order. */
  public List<Repo> listReadable(String identity, String after, int limit) {
    return jdbc.sql(
            """
            select r.name, r.owner, r.created_at, r.created_by
            from repos r
            where r.name > :after
              and (exists (select 1 from roles x where x.repo_id = r.id and x.identity = :identity)
                or exists (select 1 from org_members m where m.org = r.owner and m.identity = :identity))
            order by r.name limit :limit
            """)
        .param("identity", identity)
        .param("after", after)
        .param("limit", limit)
        .query(RepoStore::repo)
        .list();
  }

  /** All repos of an org after that name, by name in byte order. */
  public List<Repo> listOwned(String owner, String after, int limit) {
    return jdbc.sql(
            """
            select name, owner, created_at, created_by from repos where owner = ? and name > ?
            order by name limit ?
            """)
        .params(owner, after, limit)
        .query(RepoStore::repo)
        .list();
  }

  /** The repos of an org after that name in which the identity has a role of its own. */
  public List<Repo> listOwnedReadable(String owner, String identity, String after, int limit) {
    return jdbc.sql(
            """
            select r.name, r.owner, r.created_at, r.created_by
            from repos r join roles x on x.repo_id = r.id and x.identity = ?
            where r.owner = ? and r.name > ?
            order by r.name limit ?
            """)
        .params(identity, owner, after, limit)
        .query(RepoStore::repo)
        .list();
  }

  /** Whether the org owns a repo. */
  public boolean existsIn(String owner) {
    return jdbc.sql("select exists (select 1 from repos where owner = ?)")
        .param(owner)
        .query(Boolean.class)
        .single();
  }

  /**
   * Removes a repo and everything that is keyed by it, within the caller's transaction, and lets go
   * of its large contents.
   *
   * @return false when somebody else removed it before
   */
  public boolean delete(long repoId) {
    // First, so that a commit that is under way is over and its contents are among those below.
    if (jdbc.sql("select 1 from repos where id = ? for update")
        .param(repoId)
        .query()
        .listOfRows()
        .isEmpty()) {
      return false;
    }
    blobs.release(
        jdbc.sql("select content_hash from documents where repo_id = ? and content is null")
            .param(repoId)
            .query((row, _) -> ContentHash.ofDigest(row.getBytes(1)))
            .list());
    return jdbc.sql("delete from repos where id = ?").param(repoId).update() == 1;
  }

  private static Repo repo(ResultSet row, int number) throws SQLException {
    return new Repo(
        row.getString("name"),
        row.getString("owner"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"));
  }
}
