package dev.docstore.server.webhook;

import dev.docstore.common.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Subscriptions as their owners see them; {@link Leases} moves their cursors. */
@Component
class SubscriptionStore {
  /**
   * A subscription to be.
   *
   * @param repoId null for all repos
   * @param cursor number of the newest event it is not to get
   */
  record New(
      UUID id,
      @Nullable Long repoId,
      @Nullable String repo,
      @Nullable List<String> eventTypes,
      Map<String, String> config,
      byte @Nullable [] sealedSecret,
      String createdBy,
      long cursor) {}

  private final JdbcClient jdbc;

  SubscriptionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  StoredSubscription insert(New subscription) {
    return jdbc.sql(
            """
            insert into event_subscriptions
              (id, repo_id, repo, event_types, backend, config, secret, created_by, cursor)
            values (:id, :repoId, :repo, :types::text[], 'webhook', :config::jsonb, :secret, :createdBy, :cursor)
            returning *
            """)
        .param("id", subscription.id())
        .param("repoId", subscription.repoId())
        .param("repo", subscription.repo())
        .param("types", array(subscription.eventTypes()))
        .param("config", Json.MAPPER.writeValueAsString(subscription.config()))
        .param("secret", subscription.sealedSecret())
        .param("createdBy", subscription.createdBy())
        .param("cursor", subscription.cursor())
        .query((row, _) -> StoredSubscription.of(row))
        .single();
  }

  Optional<StoredSubscription> find(UUID id) {
    return jdbc.sql("select * from event_subscriptions where id = ?")
        .param(id)
        .query((row, _) -> StoredSubscription.of(row))
        .optional();
  }

  /** As {@link #find}; nobody else changes it until the caller's transaction ends. */
  Optional<StoredSubscription> lock(UUID id) {
    return jdbc.sql("select * from event_subscriptions where id = ? for no key update")
        .param(id)
        .query((row, _) -> StoredSubscription.of(row))
        .optional();
  }

  /**
   * Some of them, oldest first.
   *
   * @param creator whose; empty for everybody's
   * @param withGlobal whether those to all repos are among them, whoever made them
   * @param after id of the last one of the page before
   */
  List<StoredSubscription> list(
      Optional<String> creator, boolean withGlobal, Optional<UUID> after, int limit) {
    return jdbc.sql(
            """
            select * from event_subscriptions
            where (:creator::text is null or created_by = :creator or (:withGlobal and repo is null))
              and (:after::uuid is null
                   or (created_at, id) > (select s.created_at, s.id from event_subscriptions s where s.id = :after))
            order by created_at, id limit :limit
            """)
        .param("creator", creator.orElse(null))
        .param("withGlobal", withGlobal)
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query((row, _) -> StoredSubscription.of(row))
        .list();
  }

  StoredSubscription change(
      UUID id,
      @Nullable List<String> eventTypes,
      Map<String, String> config,
      byte @Nullable [] sealedSecret) {
    return jdbc.sql(
            """
            update event_subscriptions
            set event_types = :types::text[], config = :config::jsonb, secret = :secret
            where id = :id
            returning *
            """)
        .param("id", id)
        .param("types", array(eventTypes))
        .param("config", Json.MAPPER.writeValueAsString(config))
        .param("secret", sealedSecret)
        .query((row, _) -> StoredSubscription.of(row))
        .single();
  }

  boolean delete(UUID id) {
    return jdbc.sql("delete from event_subscriptions where id = ?").param(id).update() == 1;
  }

  /** Forgets its failures and makes it due. */
  boolean resume(UUID id) {
    return jdbc.sql(
                """
                update event_subscriptions
                set suspended_at = null, failure_count = 0, failures = 0, next_attempt = now()
                where id = ?
                """)
            .param(id)
            .update()
        == 1;
  }

  private static String @Nullable [] array(@Nullable List<String> texts) {
    return texts == null ? null : texts.toArray(String[]::new);
  }
}
