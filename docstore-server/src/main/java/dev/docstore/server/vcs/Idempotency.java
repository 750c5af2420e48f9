package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.json.Json;
import dev.docstore.common.name.ContentHash;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers answers for 24 hours, so that a request which is sent again under its key does nothing
 * and gets the first answer (page 00 B13, H11). Only successes are remembered. Two requests with
 * one key never run side by side: this is used under the repo's lock, or takes one of its own.
 */
@Component
public class Idempotency {
  /** An answer, as it was sent. */
  record Remembered(RequestKey key, String answer) {
    /**
     * The answer again.
     *
     * @throws DocStoreException 422 when the key was used for something else
     */
    <T> T replay(RequestKey now, Class<T> type) {
      if (!key.request().equals(now.request())) {
        throw new DocStoreException(
            ErrorCode.IDEMPOTENCY_MISMATCH,
            "this Idempotency-Key was used for another request; choose a new one");
      }
      return Json.read(answer, type);
    }
  }

  private final JdbcClient jdbc;

  Idempotency(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Runs the work unless it was done under that key before; within the caller's transaction and
   * lock.
   */
  <T> T once(long repoId, @Nullable RequestKey key, Class<T> type, Supplier<T> work) {
    if (key == null) {
      return work.get();
    }
    Optional<Remembered> before =
        find(repoId, List.of(key)).stream().filter(r -> r.key().sameKey(key)).findFirst();
    if (before.isPresent()) {
      return before.get().replay(key, type);
    }
    T answer = work.get();
    remember(repoId, List.of(new Remembered(key, Json.write(answer))));
    return answer;
  }

  /**
   * Runs the work of somebody who does not hold the repo's lock, unless it was done under that key
   * before; within the caller's transaction, which holds the key until it ends.
   *
   * @throws DocStoreException 422 when the key was used for something else
   */
  public <T> T onceWithoutLock(
      long repoId, @Nullable RequestKey key, Class<T> type, Supplier<T> work) {
    if (key != null) {
      String name = String.join("\n", key.caller(), key.route(), key.key());
      jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, ?))")
          .params(name, repoId)
          .query()
          .listOfRows();
    }
    return once(repoId, key, type, work);
  }

  /** What is remembered under those keys. */
  List<Remembered> find(long repoId, List<RequestKey> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select i.caller, i.route, i.key, i.request, i.answer
            from unnest(?::text[], ?::text[], ?::text[]) as k (caller, route, key)
            join idempotency_keys i on i.repo_id = ? and i.caller = k.caller
                                   and i.route = k.route and i.key = k.key
            where i.created_at > now() - interval '24 hours'
            """)
        .params(
            keys.stream().map(RequestKey::caller).toArray(String[]::new),
            keys.stream().map(RequestKey::route).toArray(String[]::new),
            keys.stream().map(RequestKey::key).toArray(String[]::new),
            repoId)
        .query(
            (row, _) ->
                new Remembered(
                    new RequestKey(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        ContentHash.ofDigest(row.getBytes(4))),
                    row.getString(5)))
        .list();
  }

  /** Remembers answers, and forgets those of the repo that are too old. */
  void remember(long repoId, List<Remembered> answers) {
    if (answers.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            with forgotten as (
              delete from idempotency_keys
              where repo_id = ? and created_at < now() - interval '25 hours'
            )
            insert into idempotency_keys (repo_id, caller, route, key, request, answer)
            select ?, a.caller, a.route, a.key, a.request, a.answer
            from unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[])
              as a (caller, route, key, request, answer)
            on conflict (repo_id, caller, route, key) do update
              set request = excluded.request, answer = excluded.answer, created_at = now()
            """)
        .params(
            repoId,
            repoId,
            answers.stream().map(a -> a.key().caller()).toArray(String[]::new),
            answers.stream().map(a -> a.key().route()).toArray(String[]::new),
            answers.stream().map(a -> a.key().key()).toArray(String[]::new),
            answers.stream().map(a -> a.key().request().bytes()).toArray(byte[][]::new),
            answers.stream().map(Remembered::answer).toArray(String[]::new))
        .update();
  }
}
