package dev.docstore.server.release;

import dev.docstore.common.wire.Release;
import dev.docstore.server.vcs.SequenceNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of releases. */
@Component
class ReleaseStore implements SequenceNames {
  private final JdbcClient jdbc;

  ReleaseStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Long> sequenceOf(long repoId, String name) {
    return jdbc.sql("select sequence from releases where repo_id = ? and name = ?")
        .params(repoId, name)
        .query(Long.class)
        .optional();
  }

  /** Empty when the name is taken. */
  Optional<Release> insert(
      long repoId, String repo, String name, long sequence, @Nullable String body, String by) {
    return jdbc.sql(
            """
            insert into releases (repo_id, name, sequence, body, created_by)
            values (?, ?, ?, ?, ?)
            on conflict (repo_id, name) do nothing
            returning id, name, sequence, body, created_by, created_at
            """)
        .param(repoId)
        .param(name)
        .param(sequence)
        .param(body)
        .param(by)
        .query((row, _) -> release(repo, row))
        .optional();
  }

  Optional<Release> find(long repoId, String repo, String name) {
    return jdbc.sql(
            """
            select id, name, sequence, body, created_by, created_at
            from releases where repo_id = ? and name = ?
            """)
        .params(repoId, name)
        .query((row, _) -> release(repo, row))
        .optional();
  }

  boolean exists(long repoId, UUID id) {
    return jdbc.sql("select exists (select 1 from releases where repo_id = ? and id = ?)")
        .params(repoId, id)
        .query(Boolean.class)
        .single();
  }

  /** Newest first, those after that one; null begins at the newest. */
  List<Release> list(long repoId, String repo, @Nullable UUID after, int limit) {
    return jdbc.sql(
            """
            select id, name, sequence, body, created_by, created_at
            from releases
            where repo_id = :repo
              and (:after::uuid is null or (created_at, id) <
                   (select created_at, id from releases where repo_id = :repo and id = :after::uuid))
            order by created_at desc, id desc
            limit :limit
            """)
        .param("repo", repoId)
        .param("after", after == null ? null : after.toString())
        .param("limit", limit)
        .query((row, _) -> release(repo, row))
        .list();
  }

  boolean delete(long repoId, String name) {
    return jdbc.sql("delete from releases where repo_id = ? and name = ?")
            .params(repoId, name)
            .update()
        == 1;
  }

  private static Release release(String repo, ResultSet row) throws SQLException {
    return new Release(
        row.getString("id"),
        repo,
        row.getString("name"),
        row.getLong("sequence"),
        row.getString("body"),
        row.getString("created_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
