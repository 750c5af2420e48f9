package dev.docstore.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The barest of clients: what it sends is the least that the contract allows. */
public final class Api {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final URI base;
  private final List<String> always;

  Api(URI base, String identity) {
    this(base, List.of("X-DocStore-Identity", identity));
  }

  private Api(URI base, List<String> always) {
    this.base = base;
    this.always = always;
  }

  /** A client that sends this header with every request as well. */
  public Api with(String header, String value) {
    return new Api(base, Stream.concat(always.stream(), Stream.of(header, value)).toList());
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Answer post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json));
  }

  /** Any method, body and extra headers given as name, value, name, value. */
  public Answer send(String method, String path, String body, String... headers) {
    return send(method, path, BodyPublishers.ofString(body), headers);
  }

  public Answer delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  /** Commits one file with that text and expects it to succeed. */
  public Answer commit(String repo, String branch, String path, String text) {
    return post(
            "/repos/" + repo + "/-/commit",
            "{\"branch\":\"%s\",\"message\":\"change %s\",\"files\":[{\"path\":\"%s\",\"content\":\"%s\"}]}"
                .formatted(branch, path, path, base64(text)))
        .expect(201);
  }

  /** Standard base64 of the text's UTF-8. */
  public static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #send(String, String, String, String...)}, for a body that is not text. */
  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    Stream.of(always.toArray(String[]::new), headers)
        .filter(pairs -> pairs.length > 0)
        .forEach(request::headers);
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
