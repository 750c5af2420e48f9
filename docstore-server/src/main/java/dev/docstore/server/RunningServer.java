package dev.docstore.server;

import dev.docstore.server.web.Drain;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A server that runs. Closing it is the orderly stop of spec 01 §2.1: streams and background work
 * end, requests at hand are given ten seconds, then the database is let go.
 */
final class RunningServer implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Drain drain;

  RunningServer(ConfigurableApplicationContext context) {
    this.context = context;
    this.drain = context.getBean(Drain.class);
  }

  /**
   * Stops it.
   *
   * @throws IllegalStateException when requests had to be broken off
   */
  @Override
  public void close() {
    context.close();
    if (drain.brokenOff() > 0) {
      throw new IllegalStateException(
          drain.brokenOff() + " requests were still running after 10 s and were broken off");
    }
  }
}
