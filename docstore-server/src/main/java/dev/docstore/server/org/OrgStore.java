package dev.docstore.server.org;

import dev.docstore.common.wire.Org;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of organisations. */
@Component
class OrgStore {
  private final JdbcClient jdbc;

  OrgStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes an org; empty when the name is taken. */
  Optional<Org> create(String name, String createdBy) {
    return jdbc.sql(
            """
            insert into orgs (name, created_by) values (?, ?)
            on conflict (name) do nothing
            returning name, created_at, created_by
            """)
        .params(name, createdBy)
        .query(OrgStore::org)
        .optional();
  }

  Optional<Org> find(String name) {
    return jdbc.sql("select name, created_at, created_by from orgs where name = ?")
        .param(name)
        .query(OrgStore::org)
        .optional();
  }

  /** All orgs after that name. */
  List<Org> list(String after, int limit) {
    return jdbc.sql(
            "select name, created_at, created_by from orgs where name > ? order by name limit ?")
        .params(after, limit)
        .query(OrgStore::org)
        .list();
  }

  /** The orgs after that name which the identity is a member of, or of which it may read a repo. */
  List<Org> listReadable(String identity, String after, int limit) {
    return jdbc.sql(
            """
            select o.name, o.created_at, o.created_by
            from orgs o
            where o.name > :after
              and (exists (select 1 from org_members m where m.org = o.name and m.identity = :identity)
                or exists (select 1 from repos r join roles x on x.repo_id = r.id
                           where r.owner = o.name and x.identity = :identity))
            order by o.name limit :limit
            """)
        .param("identity", identity)
        .param("after", after)
        .param("limit", limit)
        .query(OrgStore::org)
        .list();
  }

  /** Whether {@link #listReadable} would list that org. */
  boolean isReadable(String name, String identity) {
    return jdbc.sql(
            """
            select exists (select 1 from org_members where org = :org and identity = :identity)
                or exists (select 1 from repos r join roles x on x.repo_id = r.id
                           where r.owner = :org and x.identity = :identity)
            """)
        .param("org", name)
        .param("identity", identity)
        .query(Boolean.class)
        .single();
  }

  /**
   * Holds an org until the transaction ends: nobody can found a repo in it or delete it meanwhile.
   *
   * @return false when it does not exist
   */
  boolean lock(String name) {
    return jdbc.sql("select 1 from orgs where name = ? for update")
        .param(name)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Removes an org with its members and invites. */
  void delete(String name) {
    jdbc.sql("delete from orgs where name = ?").param(name).update();
  }

  private static Org org(ResultSet row, int number) throws SQLException {
    return new Org(
        row.getString("name"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"));
  }
}
