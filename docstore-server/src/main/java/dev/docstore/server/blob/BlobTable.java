package dev.docstore.server.blob;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.ContentHash;
import dev.docstore.server.database.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of blobs. Every step is a conditional statement that decides by itself who is first:
 * what is being deleted cannot be stored or claimed, what is claimed is not deleted.
 */
@Component
class BlobTable {
  private final JdbcClient jdbc;
  private final Clock clock;

  BlobTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Announces an upload; false while the same key is being deleted. */
  boolean register(ContentHash key) {
    return jdbc.sql(
                """
                insert into blobs (key, state, idle_since) values (?, 'uploading', ?)
                on conflict (key) do update
                set idle_since = case when blobs.idle_since is not null then excluded.idle_since end
                where blobs.state <> 'deleting'
                """)
            .params(key.bytes(), time(clock.instant()))
            .update()
        == 1;
  }

  /**
   * An upload is complete.
   *
   * @throws DocStoreException 503 when it took so long that it was given up
   */
  void stored(ContentHash key) {
    int rows =
        jdbc.sql(
                """
                update blobs
                set state = 'stored', idle_since = case when idle_since is not null then ? end
                where key = ? and state <> 'deleting'
                """)
            .params(time(clock.instant()), key.bytes())
            .update();
    if (rows == 0) {
      throw gone();
    }
  }

  /** Nothing lies under the key any more. */
  void forget(ContentHash key) {
    jdbc.sql("delete from blobs where key = ?").param(key.bytes()).update();
  }

  /** As {@link Blobs#claim}; holds the rows until the transaction ends. */
  void claim(Pipeline pipeline, Collection<ContentHash> keys) {
    List<ContentHash> distinct = keys.stream().distinct().toList();
    if (distinct.isEmpty()) {
      return;
    }
    // In one order for everybody, so that two commits of the same contents cannot block each other.
    pipeline.query(
        row -> {
          if (row.getLong(1) < distinct.size()) {
            throw gone();
          }
        },
        """
        with held as (
          select key from blobs where key = any(?::bytea[]) and state = 'stored'
          order by key for update
        ), kept as (
          update blobs b set idle_since = null
          from held where b.key = held.key and b.idle_since is not null
        )
        select count(*) from held
        """,
        (Object) array(distinct));
  }

  /** As {@link Blobs#release}; a content that has no row yet gets one. */
  void release(Collection<ContentHash> keys) {
    if (keys.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into blobs (key, state, idle_since)
            select distinct k.key, 'stored'::blob_state, ?::timestamptz
            from unnest(?::bytea[]) as k (key)
            order by 1
            on conflict (key) do update set idle_since = excluded.idle_since
            where blobs.state = 'stored'
            """)
        .params(time(clock.instant()), array(keys))
        .update();
  }

  /**
   * Takes blobs that have been idle since before then, and those that somebody began to delete and
   * did not finish. Rows in other hands are passed over.
   */
  List<ContentHash> takeIdle(Instant idleBefore, Instant lease, int limit) {
    return jdbc.sql(
            """
            update blobs set state = 'deleting', leased_until = ?
            where key in (
              select key from blobs
              where idle_since < ? and (leased_until is null or leased_until < ?)
              order by idle_since limit ?
              for update skip locked)
            returning key
            """)
        .params(time(lease), time(idleBefore), time(clock.instant()), limit)
        .query((row, _) -> ContentHash.ofDigest(row.getBytes(1)))
        .list();
  }

  /** They are needed after all. */
  void keep(Collection<ContentHash> keys) {
    jdbc.sql(
            """
            update blobs set state = 'stored', idle_since = null, leased_until = null
            where key = any(?::bytea[])
            """)
        .param(array(keys))
        .update();
  }

  /** The bytes are deleted; only whoever still holds the lease may say so. */
  void deleted(ContentHash key, Instant lease) {
    jdbc.sql("delete from blobs where key = ? and state = 'deleting' and leased_until = ?")
        .params(key.bytes(), time(lease))
        .update();
  }

  private static DocStoreException gone() {
    return new DocStoreException(
        ErrorCode.SERVICE_UNAVAILABLE,
        "a large content was deleted because nothing referred to it in time; send it again");
  }

  private static byte[][] array(Collection<ContentHash> keys) {
    return keys.stream().map(ContentHash::bytes).toArray(byte[][]::new);
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
