package dev.docstore.server.web;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Notes how many requests were not done when the time that a stopping server gives them was up. */
@Component
public class Drain implements SmartLifecycle {
  /** After the graceful part of the web server's stop, before the part that breaks off. */
  private static final int PHASE = DEFAULT_PHASE - 1500;

  private final AccessLogValve requests;
  private volatile boolean running;
  private volatile int brokenOff;

  Drain(AccessLogValve requests) {
    this.requests = requests;
  }

  /** Requests that were broken off; 0 as long as the server runs. */
  public int brokenOff() {
    return brokenOff;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    brokenOff = requests.running();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
