package dev.docstore.server.event;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * All streams of this instance: not more than its memory carries, and none left when it stops. A
 * stream lives on the virtual thread of its request.
 */
@Component
class EventStreams implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final Tailer tailer;
  private final LogTable table;
  private final int limit;
  private final Semaphore places;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  EventStreams(Tailer tailer, LogTable table, ServerSettings settings) {
    this.tailer = tailer;
    this.table = table;
    this.limit = settings.maxStreams();
    this.places = new Semaphore(limit);
  }

  /**
   * Answers with a stream and returns when it has ended.
   *
   * @throws DocStoreException 503 before anything is sent, when there is no place or the log cannot
   *     be read
   */
  void serve(StreamRequest request, HttpServletResponse response) throws IOException {
    if (!running) {
      throw unavailable("this server is stopping; connect again");
    }
    if (!places.tryAcquire()) {
      throw unavailable(
          "this server has " + limit + " event streams open, its limit; try again later");
    }
    try {
      stream(request, response);
    } catch (DataAccessException e) {
      LOG.warn("an event stream ends because the database does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private void stream(StreamRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Begin begin = begin(request);
    SseOutput out = open(response);
    EventStream stream =
        new EventStream(tailer, table, request, out, begin.position(), begin.noNews());
    open.add(stream);
    try {
      if (begin.earliest().isPresent()) {
        out.reset(begin.earliest().getAsLong());
      }
      // Stopping sets the flag before it ends what is open: either it saw this stream or this sees
      // the flag.
      if (running) {
        stream.run();
      }
    } catch (IOException e) {
      LOG.debug("the client of an event stream went away", e);
    } finally {
      open.remove(stream);
    }
  }

  private record Begin(long position, Set<Long> noNews, OptionalLong earliest) {}

  private Begin begin(StreamRequest request) {
    try {
      if (request.since().isEmpty()) {
        long position = tailer.position();
        return new Begin(position, table.committedAfter(position), OptionalLong.empty());
      }
      long since = request.since().getAsLong();
      return new Begin(
          since, Set.of(), since == 0 ? OptionalLong.empty() : table.earliestIfPrunedAfter(since));
    } catch (DataAccessException e) {
      throw new DocStoreException(
          ErrorCode.SERVICE_UNAVAILABLE, "event streaming temporarily unavailable", e);
    }
  }

  private static SseOutput open(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("Connection", "keep-alive");
    response.setHeader("X-Accel-Buffering", "no");
    response.flushBuffer();
    return new SseOutput(response.getOutputStream());
  }

  private static DocStoreException unavailable(String message) {
    return new DocStoreException(ErrorCode.SERVICE_UNAVAILABLE, message);
  }

  @Override
  public void start() {
    running = true;
  }

  /** Before the web server, which would wait for the streams' requests to end. */
  @Override
  public void stop() {
    running = false;
    open.forEach(EventStream::end);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
