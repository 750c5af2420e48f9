package dev.docstore.server.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends one request to an endpoint, within a time, and to no address that it may not reach. */
@Component
class Sender {
  /** From the look-up of the name to the head of the answer (spec 02 §11.3). */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** An endpoint may ask for a pause, but not for ever. */
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  private final Resolver resolver;
  private final Clock clock;
  private final SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Sender(Resolver resolver, Clock clock) {
    this.resolver = resolver;
    this.clock = clock;
  }

  /**
   * Sends it.
   *
   * @param anywhere whether private addresses may be reached, too
   */
  Outcome send(Endpoint endpoint, boolean anywhere, Map<String, String> headers, byte[] body) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    AtomicReference<@Nullable Socket> current = new AtomicReference<>();
    Future<HttpPost.Answer> answer =
        threads.submit(() -> attempt(endpoint, anywhere, headers, body, deadline, current));
    try {
      return outcome(answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return new Outcome.Unreachable("no answer within " + TIMEOUT.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Outcome.Unreachable(detail(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unreachable("interrupted");
    } finally {
      close(current.get());
    }
  }

  /** Tries the addresses one after another; each gets its share of the time that is left. */
  private HttpPost.Answer attempt(
      Endpoint endpoint,
      boolean anywhere,
      Map<String, String> headers,
      byte[] body,
      long deadline,
      AtomicReference<@Nullable Socket> current)
      throws IOException {
    List<InetAddress> addresses = allowed(endpoint.host(), anywhere);
    IOException last = new IOException("no address");
    for (int i = 0; i < addresses.size(); i++) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      Socket socket = new Socket();
      current.set(socket);
      try {
        return new HttpPost(socket, tls)
            .send(
                endpoint,
                addresses.get(i),
                (int) Math.max(1, left / (addresses.size() - i)),
                headers,
                body);
      } catch (IOException e) {
        boolean connected = socket.isConnected();
        close(socket);
        last = e;
        if (connected) {
          // The request may have been read: another address would be a second delivery.
          throw e;
        }
      }
    }
    throw last;
  }

  private List<InetAddress> allowed(String host, boolean anywhere) throws IOException {
    List<InetAddress> addresses = resolver.resolve(host, TIMEOUT);
    if (anywhere) {
      return addresses;
    }
    List<InetAddress> allowed = addresses.stream().filter(PublicAddress::is).toList();
    if (allowed.isEmpty()) {
      throw new IOException(
          host + " is not a public address; only admins' and services' webhooks may go there");
    }
    return allowed;
  }

  private Outcome outcome(HttpPost.Answer answer) {
    return new Outcome.Answered(answer.status(), answer.header("retry-after").flatMap(this::pause));
  }

  /** {@code Retry-After}: seconds, or a date. */
  private Optional<Duration> pause(String text) {
    try {
      Duration asked =
          text.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(clock.instant(), date(text));
      return Optional.of(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
          .filter(Duration::isPositive);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant date(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static String detail(@Nullable Throwable cause) {
    if (cause instanceof SocketTimeoutException) {
      return "timed out: " + cause.getMessage();
    }
    String message = cause == null ? null : cause.getMessage();
    return message == null ? String.valueOf(cause) : message;
  }

  private static void close(@Nullable Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // It is given up either way.
    }
  }
}
