package dev.docstore.server.background;

import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Tells all background work to end, before a stopping server waits for its requests. */
@Component
class BackgroundStop implements SmartLifecycle {
  private final List<BackgroundLoop> loops;
  private volatile boolean running;

  BackgroundStop(List<BackgroundLoop> loops) {
    this.loops = loops;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    loops.forEach(BackgroundLoop::end);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
