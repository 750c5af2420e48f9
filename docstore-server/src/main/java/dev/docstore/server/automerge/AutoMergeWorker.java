package dev.docstore.server.automerge;

import dev.docstore.server.automerge.Attempts.Taken;
import dev.docstore.server.background.BackgroundLoop;
import dev.docstore.server.event.EventReader;
import dev.docstore.server.event.EventReader.Watch;
import dev.docstore.server.event.LoggedEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sees to it that armed branches are looked at: by this instance or another, each by itself, so
 * that one that fails or takes long holds up no other.
 */
@Component
class AutoMergeWorker extends BackgroundLoop {
  private static final Logger LOG = LoggerFactory.getLogger(AutoMergeWorker.class);
  private static final int AT_ONCE = 8;

  /** A burst of events is looked at as one. */
  private static final Duration GATHER = Duration.ofMillis(10);

  /** When lost wake-ups, lost leases and the time to sweep are looked for. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final EventReader log;
  private final LogCursor cursor;
  private final Attempts attempts;
  private final AutoMerging merging;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private volatile boolean moreThanPlaces;
  private @Nullable ExecutorService threads;
  private @Nullable Watch watch;

  AutoMergeWorker(EventReader log, LogCursor cursor, Attempts attempts, AutoMerging merging) {
    super("auto-merge");
    this.log = log;
    this.cursor = cursor;
    this.attempts = attempts;
    this.merging = merging;
  }

  @Override
  public void start() {
    threads = Executors.newVirtualThreadPerTaskExecutor();
    watch = log.watch(this::noticed);
    super.start();
  }

  /** Lets attempts under way come to their end; what does not is another instance's in time. */
  @Override
  public void destroy() {
    super.destroy();
    if (watch != null) {
      watch.close();
    }
    ExecutorService ending = threads;
    try {
      if (ending != null) {
        ending.shutdown();
        if (!ending.awaitTermination(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          LOG.warn("attempts to merge did not end in time; they are made again");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After the tailer has started, before it stops. */
  @Override
  public int getPhase() {
    return 100;
  }

  private void noticed(LoggedEvent event) {
    if (Triggers.RELEVANT.matches(event)) {
      wake();
    }
  }

  @Override
  protected Duration pass() throws InterruptedException {
    Thread.sleep(GATHER);
    boolean more = cursor.read();
    cursor.sweep();
    takeSome();
    return more ? Duration.ZERO : POLL;
  }

  private void takeSome() throws InterruptedException {
    int free = places.availablePermits();
    UUID lease = UUID.randomUUID();
    List<Taken> taken = free == 0 ? List.of() : attempts.take(lease, free);
    moreThanPlaces = taken.size() == free;
    for (Taken attempt : taken) {
      places.acquire();
      submit(attempt, lease);
    }
  }

  private void submit(Taken attempt, UUID lease) {
    ExecutorService executor = threads;
    if (executor == null) {
      throw new IllegalStateException("not started");
    }
    executor.execute(
        () -> {
          try {
            look(attempt, lease);
          } finally {
            places.release();
            if (moreThanPlaces) {
              wake();
            }
          }
        });
  }

  private void look(Taken attempt, UUID lease) {
    try {
      merging.attempt(attempt.repoId(), attempt.branchId());
      attempts.done(attempt, lease);
    } catch (RuntimeException e) {
      // Said once for a branch: it is tried again all the time, and is not the only one.
      if (attempt.failures() == 0) {
        LOG.warn(
            "auto-merge of branch {} of repo {} failed and is tried again",
            attempt.branchId(),
            attempt.repoId(),
            e);
      }
      putOff(attempt, lease);
    }
  }

  private void putOff(Taken attempt, UUID lease) {
    try {
      attempts.failed(attempt, lease);
    } catch (RuntimeException e) {
      LOG.debug("the attempt is free again when its lease ends", e);
    }
  }
}
