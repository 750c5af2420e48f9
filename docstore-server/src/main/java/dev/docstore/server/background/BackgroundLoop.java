package dev.docstore.server.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * A virtual thread that makes one pass after another until the server stops: at once when it is
 * woken, else after a pause. A pass that fails is logged and tried again.
 *
 * <p>It starts before the server listens. A server that stops ends all its loops first ({@link
 * BackgroundStop}) and waits for them after the last request. A loop is never interrupted: an
 * interrupt would close the database connection in its hands.
 */
public abstract class BackgroundLoop implements SmartLifecycle, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread thread;

  /**
   * @param name of the thread, for logs and dumps
   */
  protected BackgroundLoop(String name) {
    this.name = name;
  }

  /**
   * One pass.
   *
   * @return how long to pause afterwards unless somebody calls {@link #wake()}
   * @throws Exception to be logged; the next pass follows after two seconds
   */
  protected abstract Duration pass() throws Exception;

  /** Called when the loop is to end, to break off whatever a pass blocks on. */
  protected void breakOff() {}

  /** Makes the next pass begin at once; wake-ups during a pass count as one. */
  public final void wake() {
    if (wakeUps.availablePermits() == 0) {
      wakeUps.release();
    }
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  /** Asks it to end, and does not wait for that. */
  final void end() {
    running = false;
    wake();
    breakOff();
  }

  @Override
  public void stop() {
    end();
    await();
  }

  /** Waits for the pass at hand, while what it works with is still there. */
  @Override
  public void destroy() {
    await();
  }

  private void await() {
    Thread ending = thread;
    try {
      if (ending != null && !ending.join(STOP_PATIENCE)) {
        LOG.warn("{} did not end within {} s", name, STOP_PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public final boolean isRunning() {
    return running;
  }

  /** Before the web server, whose phase is close to the largest. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void run() {
    try {
      while (running) {
        Duration pause = safePass();
        boolean _ = wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration safePass() throws InterruptedException {
    try {
      return pass();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (running) {
        LOG.warn("{} failed and goes on in {} s", name, AFTER_FAILURE.toSeconds(), e);
      }
      return AFTER_FAILURE;
    }
  }
}
