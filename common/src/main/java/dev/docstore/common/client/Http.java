package dev.docstore.common.client;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Sends calls to one server and turns answers into values or exceptions.
 *
 * @param base without a trailing slash
 * @param headers sent with every request
 */
record Http(String base, Map<String, String> headers, Transport transport) {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** What may be seen by the server it was meant for only. */
  private static final Set<String> CREDENTIALS = Set.of("authorization", "x-docstore-identity");

  Http with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Http(base, Map.copyOf(more), transport);
  }

  /** The answer's JSON as a value of that type. */
  <T> T read(Call call, Class<T> type) {
    try (Response response = open(call)) {
      return Json.MAPPER.readValue(response.body(), type);
    } catch (JacksonException e) {
      throw notUnderstood(call, e);
    } catch (IOException e) {
      throw NoAnswerException.transport(call.method(), call.target(), e);
    }
  }

  /** A list that is either the whole answer or its member of that name. */
  <T> List<T> list(Call call, String member, Class<T> type) {
    JsonNode answer = read(call, JsonNode.class);
    JsonNode items = answer.isArray() ? answer : answer.path(member);
    if (!items.isArray()) {
      throw NoAnswerException.undecodable(
          call.method(), call.target(), new IOException("no list called " + member));
    }
    try {
      return StreamSupport.stream(items.spliterator(), false)
          .map(item -> Json.MAPPER.treeToValue(item, type))
          .toList();
    } catch (JacksonException e) {
      throw notUnderstood(call, e);
    }
  }

  /** A call whose answer says nothing but that it worked. */
  void send(Call call) {
    try (Response response = open(call)) {
      response.body().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw NoAnswerException.transport(call.method(), call.target(), e);
    }
  }

  /**
   * The open answer of a 2xx.
   *
   * @throws DocStoreException for every other status
   */
  Response open(Call call) {
    try {
      Response response = follow(call);
      if (response.successful()) {
        return response;
      }
      try (response) {
        throw Refusal.of(response);
      }
    } catch (IOException e) {
      throw NoAnswerException.transport(call.method(), call.target(), e);
    }
  }

  private Response follow(Call call) throws IOException {
    URI uri = uri(base + call.target());
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(call.headers());
    Request request = new Request(call.method(), uri, all, call.body());
    for (int i = 0; i < MAX_REDIRECTS; i++) {
      Response response = transport.send(request);
      String location = response.headers().get("location");
      if (location == null || !REDIRECTS.contains(response.status())) {
        return response;
      }
      response.close();
      request = redirected(request, response.status(), location);
    }
    throw new IOException("more than " + MAX_REDIRECTS + " redirects");
  }

  private static Request redirected(Request request, int status, String location)
      throws IOException {
    URI target = request.uri().resolve(uri(location));
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    if (!origin(target).equals(origin(request.uri()))) {
      headers.keySet().removeIf(name -> CREDENTIALS.contains(name.toLowerCase(Locale.ROOT)));
    }
    if (status >= 307 || request.method().equals("GET")) {
      return new Request(request.method(), target, headers, request.body());
    }
    headers.remove("Content-Type");
    return new Request("GET", target, headers, null);
  }

  private static String origin(URI uri) {
    int port = uri.getPort();
    if (port < 0) {
      port = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
    return (uri.getScheme() + "://" + uri.getHost() + ":" + port).toLowerCase(Locale.ROOT);
  }

  private static URI uri(String text) throws IOException {
    try {
      URI uri = URI.create(text);
      if (uri.isAbsolute() && uri.getHost() == null) {
        throw new IOException("no host in " + text);
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw new IOException("not a URL: " + text, e);
    }
  }

  /** Jackson wraps a connection that breaks amid the answer; that is no fault of the JSON. */
  private static NoAnswerException notUnderstood(Call call, JacksonException e) {
    return e.getCause() instanceof IOException broken
        ? NoAnswerException.transport(call.method(), call.target(), broken)
        : NoAnswerException.undecodable(call.method(), call.target(), e);
  }
}
