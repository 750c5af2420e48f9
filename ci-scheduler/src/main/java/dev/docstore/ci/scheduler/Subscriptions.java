package dev.docstore.ci.scheduler;

import dev.docstore.ci.scheduler.DocStoreServer.Answer;
import dev.docstore.common.wire.Subscription;
import dev.docstore.common.wire.SubscriptionList;
import dev.docstore.common.wire.SubscriptionRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler's own webhook subscription at the server (spec 03 §6, page 00 E9). */
final class Subscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  /** What asks for jobs: commits, what has the effect of one (page 00 E2), and proposals. */
  private static final List<String> EVENT_TYPES =
      List.of(
          "com.docstore.commit.created",
          "com.docstore.branch.merged",
          "com.docstore.branch.rebased",
          "com.docstore.proposal.opened");

  private final DocStoreServer server;
  private final String url;
  private final SubscriptionRequest wanted;

  /**
   * @param url where the server delivers to
   * @param secret what it signs deliveries with
   */
  Subscriptions(DocStoreServer server, String url, String secret) {
    this.server = server;
    this.url = url;
    this.wanted =
        new SubscriptionRequest(null, EVENT_TYPES, "webhook", Map.of("url", url, "secret", secret));
  }

  /**
   * Makes sure that the subscription is there, active, and signs with our secret, which the server
   * never shows: an existing one is always told it again.
   *
   * @return whether it is new, so that what happened before it is not known
   * @throws IOException when that could not be done; trying again later is safe
   */
  boolean ensure() throws IOException {
    Optional<Subscription> existing = find();
    if (existing.isEmpty()) {
      create();
      return true;
    }
    update(existing.get());
    return false;
  }

  private Optional<Subscription> find() throws IOException {
    return expect(server.get("/subscriptions"), "listing subscriptions", 200)
        .as(SubscriptionList.class)
        .subscriptions()
        .stream()
        .filter(it -> url.equals(it.config().get("url")))
        .findFirst();
  }

  private void create() throws IOException {
    expect(server.send("POST", "/subscriptions", wanted), "subscribing", 201);
    LOG.info("subscribed to the server's events");
  }

  private void update(Subscription existing) throws IOException {
    String path = "/subscriptions/" + existing.id();
    Answer answer =
        server.send("PATCH", path, Map.of("event_types", EVENT_TYPES, "config", wanted.config()));
    if (answer.status() == 404 || answer.status() == 405) {
      // A server without updates. A new subscription starts at the newest event, so the old one is
      // only given up for what it can never deliver.
      if (!existing.config().containsKey("secret") || !delivers(existing)) {
        expect(server.send("DELETE", path, null), "replacing the subscription", 204);
        create();
        return;
      }
    } else if (answer.status() != 204) {
      expect(answer, "updating the subscription", 200);
    }
    if (existing.suspendedAt() != null) {
      expect(server.send("POST", path + "/resume", null), "resuming the subscription", 204);
      LOG.info("resumed the suspended subscription");
    }
  }

  private static boolean delivers(Subscription existing) {
    return existing.eventTypes() == null
        || Set.copyOf(existing.eventTypes()).containsAll(EVENT_TYPES);
  }

  private static Answer expect(Answer answer, String action, int status) throws IOException {
    if (answer.status() != status) {
      throw new IOException(
          action + " was answered " + answer.status() + ": " + answer.body().strip());
    }
    return answer;
  }
}
