package dev.docstore.ci.worker;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** HTTP calls as the worker makes them: blocking, with a deadline for the whole exchange. */
final class Http implements AutoCloseable {
  /** An answer with its whole body. */
  record Answer(int status, byte[] body) {
    /** The beginning of the body as one line, for messages. */
    String text() {
      String text = new String(body, 0, Math.min(body.length, 1024), StandardCharsets.UTF_8);
      return text.strip().replaceAll("\\s+", " ");
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  Answer get(URI uri, Optional<String> bearer, Duration limit)
      throws IOException, InterruptedException {
    return answer(request(uri, bearer).GET().build(), limit);
  }

  /** Posts JSON; an empty text is an empty body. */
  Answer post(URI uri, Optional<String> bearer, String json, Duration limit)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(uri, bearer);
    if (json.isEmpty()) {
      request.POST(HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(json));
    }
    return answer(request.build(), limit);
  }

  /** Posts the bytes of a file. */
  Answer upload(URI uri, Optional<String> bearer, Path file, Duration limit)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofFile(file);
    return answer(request(uri, bearer).POST(body).build(), limit);
  }

  /** Downloads into a file and answers the status. */
  int download(URI uri, Path target, Duration limit) throws IOException, InterruptedException {
    HttpRequest request = request(uri, Optional.empty()).GET().build();
    return exchange(request, HttpResponse.BodyHandlers.ofFile(target), limit).statusCode();
  }

  private static HttpRequest.Builder request(URI uri, Optional<String> bearer) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private Answer answer(HttpRequest request, Duration limit)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        exchange(request, HttpResponse.BodyHandlers.ofByteArray(), limit);
    return new Answer(response.statusCode(), response.body());
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration limit)
      throws IOException, InterruptedException {
    var pending = client.sendAsync(request, handler);
    try {
      return pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw new IOException("no answer within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(message(request.uri(), e.getCause() == null ? e : e.getCause()), e);
    }
  }

  /** Connection errors of the JDK often have no text of their own. */
  private static String message(URI uri, Throwable cause) {
    if (cause instanceof ConnectException) {
      return "cannot connect to " + uri.getAuthority();
    }
    String text = cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
