package dev.docstore.ci.scheduler;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Keeps the subscription in order in the background: at start and whenever a delivery is signed
 * with another secret. A failure is tried again until it works (page 00 E9).
 */
final class Registration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  /**
   * How patient it is.
   *
   * @param firstPause after the first failure; doubled after each further one
   * @param longestPause the limit of that
   * @param rest after a success: a flood of forged deliveries must not become one of requests
   */
  record Pace(Duration firstPause, Duration longestPause, Duration rest) {
    static final Pace USUAL =
        new Pace(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
  }

  private final Optional<Subscriptions> subscriptions;
  private final Backlog backlog;
  private final Pace pace;
  private final Semaphore wishes = new Semaphore(1);
  private final Thread worker;

  /** Only of the worker thread. */
  private boolean missed;

  /** What has to be caught up on where there was no subscription before. */
  interface Backlog {
    void read() throws IOException;
  }

  /**
   * @param subscriptions nothing when the process was not told what it needs to register
   */
  Registration(Optional<Subscriptions> subscriptions, Backlog backlog, Pace pace) {
    this.subscriptions = subscriptions;
    this.backlog = backlog;
    this.pace = pace;
    this.worker = Thread.ofVirtual().name("registration").unstarted(this::work);
  }

  /** Begins; called once, when the process can take deliveries. */
  void start() {
    if (subscriptions.isEmpty()) {
      LOG.warn(
          "no subscription is registered: that takes DOCSTORE_URL, RUNNER_URL and WEBHOOK_SECRET");
    } else {
      worker.start();
    }
  }

  /** Asks for another look at the subscription; returns at once. */
  void renew() {
    if (wishes.availablePermits() == 0) {
      wishes.release();
    }
  }

  private void work() {
    try {
      while (true) {
        wishes.acquire();
        Duration pause = pace.firstPause();
        while (!succeeds()) {
          Thread.sleep(pause);
          pause = shorter(pause.multipliedBy(2), pace.longestPause());
        }
        Thread.sleep(pace.rest());
      }
    } catch (InterruptedException e) {
      LOG.debug("registration ends with the process");
    }
  }

  private boolean succeeds() {
    try {
      missed |= subscriptions.orElseThrow().ensure();
      if (missed) {
        backlog.read();
        missed = false;
      }
      return true;
    } catch (IOException | DataAccessException e) {
      LOG.warn("the webhook subscription is not in order yet: {}", e.getMessage());
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    worker.interrupt();
  }
}
