package dev.docstore.ci.scheduler;

import com.nimbusds.jwt.JWTParser;
import dev.docstore.common.http.UrlEscape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * An ID token of the service account that this process runs as, signed by Google, from the metadata
 * server of Google Cloud (page 00 E9). One token serves until shortly before it ends.
 */
final class MetadataIdentity implements ServerIdentity {
  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String FLAVOR = "Metadata-Flavor";

  private record Token(String text, Instant end) {}

  private final HttpClient client;
  private final URI source;
  private final Clock clock;
  private @Nullable Token held;

  /**
   * @param host of the metadata server, with a port where it is not 80
   * @param audience whom the token is for
   */
  MetadataIdentity(HttpClient client, String host, String audience, Clock clock) {
    this.client = client;
    this.source =
        URI.create(
            "http://"
                + host
                + "/computeMetadata/v1/instance/service-accounts/default/identity?format=full"
                + "&audience="
                + UrlEscape.query(audience));
    this.clock = clock;
  }

  @Override
  public void sign(HttpRequest.Builder request) throws IOException {
    request.header("Authorization", "Bearer " + token());
  }

  private synchronized String token() throws IOException {
    Token token = held;
    if (token == null || !clock.instant().isBefore(token.end().minus(MARGIN))) {
      token = renewed(token);
      held = token;
    }
    return token.text();
  }

  /** One that still holds is good enough while the metadata server fails. */
  private Token renewed(@Nullable Token old) throws IOException {
    try {
      return fetch();
    } catch (IOException e) {
      if (old != null && clock.instant().isBefore(old.end())) {
        return old;
      }
      throw new IOException("no identity from the metadata server: " + e.getMessage(), e);
    }
  }

  private Token fetch() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(source).header(FLAVOR, "Google").timeout(TIMEOUT).build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("unexpected status " + answer.statusCode());
      }
      // Whatever else listens under that name does not say so.
      if (!answer.headers().allValues(FLAVOR).contains("Google")) {
        throw new IOException("the answer is not that of a metadata server");
      }
      String token = answer.body().strip();
      Date end = JWTParser.parse(token).getJWTClaimsSet().getExpirationTime();
      if (end == null) {
        throw new IOException("the token has no end");
      }
      return new Token(token, end.toInstant());
    } catch (ParseException e) {
      throw new IOException("the answer is no token", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
