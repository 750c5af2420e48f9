package dev.docstore.server.org;

import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.OrgInvite;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Invitations to organisations. Of a token only the hash is kept. */
@Component
class InviteStore {
  /** An invitation that somebody holds the token of. */
  record Held(
      UUID id, String email, OrgRole role, String invitedBy, boolean accepted, boolean expired) {}

  private final JdbcClient jdbc;

  InviteStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes an invitation for seven days and answers its id. */
  String create(String org, String email, OrgRole role, String invitedBy, String token) {
    return jdbc.sql(
            """
            insert into org_invites (org, email, role, invited_by, token_hash, expires_at)
            values (?, ?, ?::org_role, ?, ?, now() + interval '7 days')
            returning id::text
            """)
        .params(org, email, role.wireName(), invitedBy, hash(token))
        .query(String.class)
        .single();
  }

  /** The open invitations, oldest first, after the one with that id. */
  List<OrgInvite> pending(String org, Optional<UUID> after, int limit) {
    return jdbc.sql(
            """
            select id::text, org, email, role::text, invited_by, expires_at, created_at
            from org_invites
            where org = :org and accepted_at is null and expires_at > now()
              and (cast(:after as uuid) is null or (created_at, id) >
                   (select i.created_at, i.id from org_invites i where i.org = :org and i.id = :after))
            order by created_at, id limit :limit
            """)
        .param("org", org)
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query(InviteStore::invite)
        .list();
  }

  /** Whether the org has an invitation with that id, whatever its state. */
  boolean exists(String org, UUID id) {
    return jdbc.sql("select exists (select 1 from org_invites where org = ? and id = ?)")
        .params(org, id)
        .query(Boolean.class)
        .single();
  }

  /** The invitation with that token, locked until the transaction ends. */
  Optional<Held> hold(String org, String token) {
    return jdbc.sql(
            """
            select id, email, role::text, invited_by, accepted_at is not null, expires_at <= now()
            from org_invites where org = ? and token_hash = ?
            for update
            """)
        .params(org, hash(token))
        .query(
            (row, _) ->
                new Held(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    OrgRole.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                    row.getString(4),
                    row.getBoolean(5),
                    row.getBoolean(6)))
        .optional();
  }

  void accept(UUID id) {
    jdbc.sql("update org_invites set accepted_at = now() where id = ?").param(id).update();
  }

  /** Removes an invitation, accepted or not; false when the org has none with that id. */
  boolean delete(String org, UUID id) {
    return jdbc.sql("delete from org_invites where org = ? and id = ?").params(org, id).update()
        == 1;
  }

  private static byte[] hash(String token) {
    return ContentHash.of(token.getBytes(StandardCharsets.UTF_8)).bytes();
  }

  private static OrgInvite invite(ResultSet row, int number) throws SQLException {
    return new OrgInvite(
        row.getString("id"),
        row.getString("org"),
        row.getString("email"),
        row.getString("role"),
        row.getString("invited_by"),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        null,
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
