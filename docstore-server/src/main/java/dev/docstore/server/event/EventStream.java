package dev.docstore.server.event;

import dev.docstore.server.event.Feed.Next;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream: first what the log already holds, from the table, then what comes, from the
 * tailer. It joins the tailer where the table left off, so nothing is missing and nothing repeats.
 */
final class EventStream {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
  private static final Duration ACCESS_CHECK = Duration.ofSeconds(60);
  private static final int BATCH = 200;
  private static final int QUEUE = 1000;

  private final Tailer tailer;
  private final LogTable table;
  private final StreamRequest request;
  private final SseOutput out;
  private final Set<Long> noNews;
  private long position;
  private long accessChecked = System.nanoTime();
  private volatile boolean ended;
  private volatile @Nullable Feed feed;

  /**
   * @param position the number after which the stream begins
   * @param noNews numbers after it that the client is not to get, because they were there already
   */
  EventStream(
      Tailer tailer,
      LogTable table,
      StreamRequest request,
      SseOutput out,
      long position,
      Set<Long> noNews) {
    this.tailer = tailer;
    this.table = table;
    this.request = request;
    this.out = out;
    this.position = position;
    this.noNews = noNews;
  }

  /** Returns when the stream is to end; throws when the client is gone. */
  void run() throws IOException, InterruptedException {
    catchUp(tailer.position());
    try (Feed joined = Feed.open(tailer, request::concerns, QUEUE)) {
      feed = joined;
      catchUp(joined.from());
      follow(joined);
    }
  }

  /** Ends it from outside, promptly. */
  void end() {
    ended = true;
    Feed joined = feed;
    if (joined != null) {
      joined.end();
    }
  }

  private void catchUp(long upTo) throws IOException {
    List<LoggedEvent> batch;
    do {
      if (ended || !accessHolds()) {
        ended = true;
        return;
      }
      batch = table.between(position, upTo, request.filter(), BATCH);
      for (LoggedEvent event : batch) {
        send(event);
      }
      out.flush();
    } while (batch.size() == BATCH);
    position = Math.max(position, upTo);
  }

  private void follow(Feed joined) throws IOException, InterruptedException {
    while (!ended && accessHolds()) {
      switch (joined.next(untilKeepAlive())) {
        case Next.Arrived(LoggedEvent event) -> take(event, joined);
        case Next.Silence() -> out.keepAlive();
        case Next.Ended() -> ended = true;
      }
    }
  }

  private void take(LoggedEvent event, Feed joined) throws IOException {
    if (request.endsRepo(event)) {
      ended = true;
    } else if (request.changesRoles(event) && !request.guard().holds()) {
      ended = true;
      return;
    }
    if (event.seq() > position && request.filter().matches(event)) {
      send(event);
    }
    if (ended || joined.isEmpty()) {
      out.flush();
    }
  }

  private void send(LoggedEvent event) throws IOException {
    position = event.seq();
    if (!noNews.contains(event.seq())) {
      out.event(event);
    }
  }

  private Duration untilKeepAlive() {
    return KEEP_ALIVE.minusNanos(out.silentNanos());
  }

  private boolean accessHolds() {
    if (System.nanoTime() - accessChecked < ACCESS_CHECK.toNanos()) {
      return true;
    }
    accessChecked = System.nanoTime();
    return request.guard().holds();
  }
}
