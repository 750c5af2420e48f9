package dev.docstore.common.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sends what the platform's older client knows no method for: PATCH. Reads answers whole. */
record PatchTransport(Duration connectTimeout, Duration readTimeout, Function<URI, Proxy> proxies)
    implements Transport {
  @Override
  public Response send(Request request) throws IOException {
    HttpClient.Builder client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).proxy(new Selector(proxies));
    if (connectTimeout.isPositive()) {
      client.connectTimeout(connectTimeout);
    }
    try (HttpClient http = client.build()) {
      HttpResponse<byte[]> response = http.send(converted(request), BodyHandlers.ofByteArray());
      return new Response(
          response.statusCode(), headers(response), new ByteArrayInputStream(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private HttpRequest converted(Request request) {
    byte[] body = request.body();
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpRequest.Builder converted =
        HttpRequest.newBuilder(request.uri()).method(request.method(), publisher);
    if (readTimeout.isPositive()) {
      converted.timeout(readTimeout);
    }
    request.headers().forEach(converted::setHeader);
    return converted.build();
  }

  private static Map<String, String> headers(HttpResponse<?> response) {
    Map<String, String> headers = new HashMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.getLast()));
    return headers;
  }

  private static final class Selector extends ProxySelector {
    private final Function<URI, Proxy> proxies;

    Selector(Function<URI, Proxy> proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(proxies.apply(uri));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // The request itself fails and says so.
    }
  }
}
