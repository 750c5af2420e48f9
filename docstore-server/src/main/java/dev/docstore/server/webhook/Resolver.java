package dev.docstore.server.webhook;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Looks names up, on threads of the operating system: a look-up blocks whoever carries it, and a
 * few slow ones on virtual threads would stop the whole server.
 */
@Component
class Resolver {
  private static final int LOOKUPS_AT_ONCE = 16;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          LOOKUPS_AT_ONCE, Thread.ofPlatform().daemon().name("webhook-dns-", 0).factory());

  /** All addresses of a name; a literal address is its own. */
  List<InetAddress> resolve(String host, Duration patience) throws IOException {
    Future<InetAddress[]> lookup = threads.submit(() -> InetAddress.getAllByName(host));
    try {
      return List.of(lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      lookup.cancel(true);
      throw new SocketTimeoutException("looking up " + host + " timed out");
    } catch (ExecutionException e) {
      throw (IOException) new UnknownHostException("unknown host " + host).initCause(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
