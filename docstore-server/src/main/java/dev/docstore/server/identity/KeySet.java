package dev.docstore.server.identity;

import com.nimbusds.jose.jwk.JWK;
import dev.docstore.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The public keys behind a URL (spec 01 §3.1, 03 §13.2; page 00 A2): fetched on first use, kept for
 * an hour, fetched again for a key id that is not among them, but never more often than every ten
 * seconds. While a fetch fails the last set stands.
 */
final class KeySet {
  private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** No longer ago than the epoch, so that the first use always fetches. */
  private record Keys(Map<String, JWK> byId, Instant fetched) {}

  private final URI url;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Keys keys = new Keys(Map.of(), Instant.EPOCH);
  private volatile Instant tried = Instant.EPOCH;

  KeySet(URI url, Clock clock) {
    this.url = url;
    this.clock = clock;
  }

  /** The key with that id, if the set has it. */
  Optional<JWK> key(String id) {
    boolean stale = !clock.instant().isBefore(keys.fetched().plus(LIFETIME));
    if (stale || !keys.byId().containsKey(id)) {
      refresh();
    }
    return Optional.ofNullable(keys.byId().get(id));
  }

  /** One fetch at a time; who waited for another's fetch takes its result. */
  private void refresh() {
    fetching.lock();
    try {
      Instant now = clock.instant();
      if (now.isBefore(tried.plus(BETWEEN_FETCHES))) {
        return;
      }
      tried = now;
      keys = new Keys(fetch(), now);
    } catch (IOException | JacksonException e) {
      LOG.warn("signing keys from {} could not be fetched: {}", url, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      fetching.unlock();
    }
  }

  private Map<String, JWK> fetch() throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(HttpRequest.newBuilder(url).timeout(PATIENCE).build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    Map<String, JWK> byId = new HashMap<>();
    for (JsonNode node : Json.MAPPER.readTree(response.body()).path("keys")) {
      try {
        JWK key = JWK.parse(node.toString());
        if (key.getKeyID() != null) {
          byId.put(key.getKeyID(), key);
        }
      } catch (ParseException e) {
        LOG.debug("a key of {} is skipped", url, e);
      }
    }
    if (byId.isEmpty()) {
      throw new IOException("no usable key in the answer");
    }
    return byId;
  }
}
