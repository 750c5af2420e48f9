package dev.docstore.server.blob;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.background.BackgroundLoop;
import dev.docstore.server.database.Transactions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deletes contents that nothing has referred to for 24 hours, and what broken uploads left behind
 * (page 00 H7). Instances share the work. It may die at any point: a row that says "deleting" stays
 * until the bytes are gone, and is taken over when its lease has run out.
 */
@Component
class BlobSweep extends BackgroundLoop {
  static final Duration GRACE = Duration.ofHours(24);

  /** Longer than the store tries to delete {@link #BATCH} objects. */
  static final Duration LEASE = Duration.ofMinutes(30);

  static final int BATCH = 20;
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(BlobSweep.class);

  private final BlobStore store;
  private final BlobTable table;
  private final BlobReferences references;
  private final Transactions transactions;
  private final Clock clock;

  BlobSweep(
      BlobStore store,
      BlobTable table,
      BlobReferences references,
      Transactions transactions,
      Clock clock) {
    super("blob-sweep");
    this.store = store;
    this.table = table;
    this.references = references;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  protected Duration pass() {
    sweep();
    return PAUSE;
  }

  /** Deletes all that may be deleted now; returns how many. */
  int sweep() {
    int deleted = 0;
    Batch batch;
    do {
      // The database keeps microseconds, and the lease is compared with what it kept.
      Instant lease = clock.instant().plus(LEASE).truncatedTo(ChronoUnit.MICROS);
      batch = transactions.write(() -> take(lease));
      for (ContentHash key : batch.unneeded()) {
        deleted += delete(key, lease) ? 1 : 0;
      }
    } while (batch.taken() == BATCH && isRunning());
    return deleted;
  }

  private record Batch(int taken, List<ContentHash> unneeded) {}

  /** The rows are taken first: from then on no commit can begin to refer to them. */
  private Batch take(Instant lease) {
    List<ContentHash> taken = table.takeIdle(clock.instant().minus(GRACE), lease, BATCH);
    Set<ContentHash> needed = references.referenced(taken);
    table.keep(needed);
    List<ContentHash> unneeded = new ArrayList<>(taken);
    unneeded.removeAll(needed);
    return new Batch(taken.size(), unneeded);
  }

  private boolean delete(ContentHash key, Instant lease) {
    try {
      store.delete(key);
      table.deleted(key, lease);
      return true;
    } catch (IOException e) {
      LOG.warn("blob {} was not deleted; it is tried again after {}", key, lease, e);
      return false;
    }
  }
}
