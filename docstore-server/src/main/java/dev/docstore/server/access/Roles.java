package dev.docstore.server.access;

import dev.docstore.common.wire.RoleGrant;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.settings.ServerSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Roles in repos: explicit ones, and those that follow from the organisation (spec 01 §4.1, §4.2).
 */
@Component
public class Roles {
  /**
   * How somebody stands to a repo name.
   *
   * @param repoId empty for a repo that does not exist
   * @param role empty for a stranger
   * @param bypasses whether that role is only the bootstrap admin's, of a repo without an admin
   */
  public record Standing(Optional<Long> repoId, Optional<Role> role, boolean bypasses) {}

  private final JdbcClient jdbc;
  private final ServerSettings settings;

  Roles(JdbcClient jdbc, ServerSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /** How a caller stands to a repo name: a job reads its own repo, a person has a role or none. */
  public Standing standing(Caller caller, String repo) {
    return switch (caller) {
      case Caller.Person person -> standing(person.identity(), repo);
      case Caller.Job job -> {
        boolean own = job.repo().equals(repo);
        yield new Standing(
            standing(job.identity(), repo).repoId(),
            own ? Optional.of(Role.READER) : Optional.empty(),
            false);
      }
    };
  }

  /**
   * The effective role of that identity: the bootstrap admin of a repo without admin, then an
   * explicit row, then the organisation, then what our own services may (page 00 E9).
   */
  public Standing standing(String identity, String repo) {
    Optional<Found> found =
        jdbc.sql(
                """
                select r.id,
                       (select role::text from roles where repo_id = r.id and identity = :identity),
                       (select role::text from org_members where org = r.owner and identity = :identity),
                       exists (select 1 from roles where repo_id = r.id and role = 'admin')
                from repos r
                where r.name = :repo
                """)
            .param("identity", identity)
            .param("repo", repo)
            .query(
                (row, _) ->
                    new Found(
                        row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)))
            .optional();
    boolean bootstrap = settings.bootstrapAdmin().filter(identity::equals).isPresent();
    Optional<Role> service = isService(identity) ? Optional.of(Role.READER) : Optional.empty();
    return found
        .map(
            f ->
                new Standing(
                    Optional.of(f.repoId()),
                    f.role(bootstrap).or(() -> service),
                    bootstrap && !f.hasAdmin()))
        .orElseGet(
            () ->
                new Standing(
                    Optional.empty(), bootstrap ? Optional.of(Role.ADMIN) : service, bootstrap));
  }

  /**
   * The effective roles of several identities in a repo, as {@link #standing(String, String)} would
   * tell them; strangers are left out.
   */
  public Map<String, Role> of(long repoId, Collection<String> identities) {
    Map<String, Role> known = new HashMap<>();
    jdbc.sql(
            """
            select i.identity, r.id,
                   (select role::text from roles where repo_id = r.id and identity = i.identity),
                   (select role::text from org_members
                    where org = r.owner and identity = i.identity),
                   exists (select 1 from roles where repo_id = r.id and role = 'admin')
            from repos r, unnest(?::text[]) as i (identity)
            where r.id = ?
            """)
        .params(identities.stream().distinct().toArray(String[]::new), repoId)
        .query(
            row -> {
              String identity = row.getString(1);
              new Found(row.getLong(2), row.getString(3), row.getString(4), row.getBoolean(5))
                  .role(isGlobalAdmin(identity))
                  .or(() -> isService(identity) ? Optional.of(Role.READER) : Optional.empty())
                  .ifPresent(role -> known.put(identity, role));
            });
    return known;
  }

  private record Found(
      long repoId, @Nullable String explicit, @Nullable String orgRole, boolean hasAdmin) {
    Optional<Role> role(boolean bootstrap) {
      if (bootstrap && !hasAdmin) {
        return Optional.of(Role.ADMIN);
      }
      if (explicit != null) {
        return Role.parse(explicit);
      }
      if (orgRole != null) {
        return Optional.of(orgRole.equals("owner") ? Role.ADMIN : Role.READER);
      }
      return Optional.empty();
    }
  }

  /** Whether that identity is the configured global admin. */
  public boolean isGlobalAdmin(String identity) {
    return settings.bootstrapAdmin().filter(identity::equals).isPresent();
  }

  /** Whether that identity sees every org and repo: the global admin, or one of our services. */
  public boolean readsEverything(String identity) {
    return isGlobalAdmin(identity) || isService(identity);
  }

  /** Whether that identity is one of our own services (page 00 E9). */
  public boolean isService(String identity) {
    return settings.serviceIdentities().contains(identity);
  }

  /** Gives or changes an explicit role, within the caller's transaction. */
  public void grant(long repoId, String identity, Role role) {
    jdbc.sql(
            """
            insert into roles (repo_id, identity, role) values (?, ?, ?::role_type)
            on conflict (repo_id, identity) do update set role = excluded.role
            """)
        .params(repoId, identity, role.wireName())
        .update();
  }

  /**
   * Takes an explicit role away, within the caller's transaction.
   *
   * @return false when there was none
   */
  public boolean revoke(long repoId, String identity) {
    return jdbc.sql("delete from roles where repo_id = ? and identity = ?")
            .params(repoId, identity)
            .update()
        == 1;
  }

  /**
   * Whether that identity, and nobody else, is an explicit admin. The rows stay locked until the
   * caller's transaction ends, so that two admins cannot remove each other at the same time.
   */
  public boolean isLastAdmin(long repoId, String identity) {
    return jdbc.sql(
            """
            select identity from roles where repo_id = ? and role = 'admin'
            order by identity for update
            """)
        .param(repoId)
        .query(String.class)
        .list()
        .equals(List.of(identity));
  }

  /** The explicit roles of a repo after that identity, by identity. */
  public List<RoleGrant> list(long repoId, String after, int limit) {
    return jdbc.sql(
            """
            select identity, role::text from roles where repo_id = ? and identity > ?
            order by identity limit ?
            """)
        .params(repoId, after, limit)
        .query((row, _) -> new RoleGrant(row.getString(1), row.getString(2)))
        .list();
  }
}
