package dev.docstore.server.org;

import dev.docstore.common.wire.OrgMember;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who belongs to which organisation. */
@Component
class MemberStore {
  private final JdbcClient jdbc;

  MemberStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<OrgRole> roleOf(String org, String identity) {
    return jdbc.sql("select role::text from org_members where org = ? and identity = ?")
        .params(org, identity)
        .query(String.class)
        .optional()
        .map(role -> OrgRole.valueOf(role.toUpperCase(Locale.ROOT)));
  }

  /** Adds a member, or gives one another role; the day of joining stays. */
  OrgMember put(String org, String identity, OrgRole role, String invitedBy) {
    return jdbc.sql(
            """
            insert into org_members (org, identity, role, invited_by) values (?, ?, ?::org_role, ?)
            on conflict (org, identity)
              do update set role = excluded.role, invited_by = excluded.invited_by
            returning org, identity, role::text, invited_by, created_at
            """)
        .params(org, identity, role.wireName(), invitedBy)
        .query(MemberStore::member)
        .single();
  }

  /** The members after that identity, by identity. */
  List<OrgMember> list(String org, String after, int limit) {
    return jdbc.sql(
            """
            select org, identity, role::text, invited_by, created_at
            from org_members where org = ? and identity > ?
            order by identity limit ?
            """)
        .params(org, after, limit)
        .query(MemberStore::member)
        .list();
  }

  /**
   * Whether that identity, and nobody else, is an owner. The rows stay locked until the transaction
   * ends, so that two owners cannot remove each other at the same time.
   */
  boolean isLastOwner(String org, String identity) {
    return jdbc.sql(
            """
            select identity from org_members where org = ? and role = 'owner'
            order by identity for update
            """)
        .param(org)
        .query(String.class)
        .list()
        .equals(List.of(identity));
  }

  /** Removes a member; false when there was none. */
  boolean remove(String org, String identity) {
    return jdbc.sql("delete from org_members where org = ? and identity = ?")
            .params(org, identity)
            .update()
        == 1;
  }

  private static OrgMember member(ResultSet row, int number) throws SQLException {
    return new OrgMember(
        row.getString("org"),
        row.getString("identity"),
        row.getString("role"),
        row.getString("invited_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
