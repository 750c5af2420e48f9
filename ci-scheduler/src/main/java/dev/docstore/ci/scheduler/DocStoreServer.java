package dev.docstore.ci.scheduler;

import dev.docstore.common.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Calls the DocStore server as the scheduler, one bounded answer per call. */
final class DocStoreServer {
  /** Far above any answer that is asked for; what is in a repo must not fill our memory. */
  private static final long MAX_ANSWER_BYTES = 8 << 20;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** An answer of any status. */
  record Answer(int status, String body) {
    /**
     * The body as JSON.
     *
     * @throws IOException when it is none of that type
     */
    <T> T as(Class<T> type) throws IOException {
      try {
        @Nullable T value = Json.MAPPER.readValue(body, type);
        if (value != null) {
          return value;
        }
      } catch (JacksonException e) {
        throw new IOException("the answer is not what was asked for", e);
      }
      throw new IOException("the answer is null");
    }
  }

  private final HttpClient client;
  private final URI base;
  private final ServerIdentity identity;

  DocStoreServer(HttpClient client, URI base, ServerIdentity identity) {
    this.client = client;
    this.base = base;
    this.identity = identity;
  }

  Answer get(String pathAndQuery) throws IOException {
    return send("GET", pathAndQuery, null);
  }

  /**
   * Sends a request.
   *
   * @param body written as JSON; null sends none
   * @throws IOException when no complete answer came in time
   */
  Answer send(String method, String pathAndQuery, @Nullable Object body) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + pathAndQuery));
    identity.sign(request);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(Json.write(body)));
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("no answer: " + e.getCause(), e.getCause());
    }
  }
}
