package dev.docstore.server.webhook;

import dev.docstore.server.background.BackgroundLoop;
import dev.docstore.server.event.EventReader;
import dev.docstore.server.event.EventReader.Watch;
import dev.docstore.server.event.LoggedEvent;
import dev.docstore.server.webhook.Leases.Candidates;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * Finds subscriptions that have something to deliver and gives each a thread: in order within a
 * subscription, in parallel across them, whichever instance takes it first.
 *
 * <p>New events point at the subscriptions that may want them, so the cost of an event does not
 * grow with the subscriptions to other repos. A look at all of them, once a minute, catches
 * whatever an instance that died had on its mind.
 */
@Component
class Dispatcher extends BackgroundLoop {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int AT_ONCE = 256;

  /** A burst of commits is looked at as one. */
  private static final Duration GATHER = Duration.ofMillis(10);

  /** When failed deliveries and lost leases are looked for. */
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Duration LOOK_AT_ALL_EVERY = Duration.ofMinutes(1);
  private static final Duration STOP_PATIENCE = Sender.TIMEOUT.plusSeconds(2);

  private final EventReader log;
  private final Leases leases;
  private final Turns turns;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Set<String> repos = new HashSet<>();
  private final Set<String> types = new HashSet<>();
  private final Set<UUID> withMore = new HashSet<>();
  private boolean everything = true;
  private long lookedAtAll = System.nanoTime();
  private @Nullable ExecutorService threads;
  private @Nullable Watch watch;

  Dispatcher(EventReader log, Leases leases, Turns turns) {
    super("webhook-dispatcher");
    this.log = log;
    this.leases = leases;
    this.turns = turns;
  }

  @Override
  public void start() {
    threads = Executors.newVirtualThreadPerTaskExecutor();
    watch = log.watch(this::noticed);
    super.start();
  }

  /** Lets deliveries under way come to their end, so that none is made twice without need. */
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
          LOG.warn("deliveries did not end in time; they are made again");
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
    synchronized (this) {
      repos.add(event.repo());
      types.add(event.type());
    }
    wake();
  }

  /** Makes the next pass look at every subscription. */
  void lookAtAll() {
    synchronized (this) {
      everything = true;
    }
    wake();
  }

  @Override
  protected Duration pass() throws InterruptedException {
    Thread.sleep(GATHER);
    int free = places.availablePermits();
    Candidates candidates = candidates();
    UUID lease = UUID.randomUUID();
    List<StoredSubscription> taken = leases.take(lease, candidates, log.position(), free);
    for (StoredSubscription subscription : taken) {
      places.acquire();
      submit(subscription, lease);
    }
    if (taken.size() == free) {
      // There may be more than there were places for.
      synchronized (this) {
        everything = true;
      }
    }
    return POLL;
  }

  private synchronized Candidates candidates() {
    if (System.nanoTime() - lookedAtAll > LOOK_AT_ALL_EVERY.toNanos()) {
      everything = true;
    }
    if (everything) {
      lookedAtAll = System.nanoTime();
    }
    Candidates candidates =
        new Candidates(everything, Set.copyOf(repos), Set.copyOf(types), Set.copyOf(withMore));
    everything = false;
    repos.clear();
    types.clear();
    withMore.clear();
    return candidates;
  }

  private void submit(StoredSubscription subscription, UUID lease) {
    ExecutorService executor = threads;
    if (executor == null) {
      throw new IllegalStateException("not started");
    }
    executor.execute(
        () -> {
          try {
            if (turns.run(subscription, lease, this::isRunning)) {
              again(subscription.id());
            }
          } catch (RuntimeException e) {
            LOG.warn(
                "deliveries of subscription {} broke off and go on when the lease ends",
                subscription.id(),
                e);
          } finally {
            places.release();
          }
        });
  }

  private void again(UUID id) {
    synchronized (this) {
      withMore.add(id);
    }
    wake();
  }
}
