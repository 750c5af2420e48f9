package dev.docstore.server.webhook;

import dev.docstore.common.json.Json;
import dev.docstore.server.event.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What goes to an endpoint.
 *
 * @param seq number in the log; empty for a ping
 * @param body the envelope's bytes
 */
record Envelope(OptionalLong seq, String type, String eventId, byte[] body) {
  static final String PING = "com.docstore.ping";

  /** A logged event, byte for byte. */
  static Envelope of(LoggedEvent event) {
    String id = Json.MAPPER.readTree(event.text()).path("id").asString("");
    return new Envelope(OptionalLong.of(event.seq()), event.type(), id, event.payload());
  }

  /** An envelope that says nothing but that it arrived; in the form of every other. */
  static Envelope ping(UUID subscription, Instant now) {
    String id = UUID.randomUUID().toString();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("specversion", "1.0");
    members.put("type", PING);
    members.put("source", "/subscriptions/" + subscription);
    members.put("id", id);
    members.put("time", DateTimeFormatter.ISO_INSTANT.format(now));
    members.put("datacontenttype", "application/json");
    members.put("data", Map.of("subscription_id", subscription.toString()));
    byte[] body = Json.write(members).getBytes(StandardCharsets.UTF_8);
    return new Envelope(OptionalLong.empty(), PING, id, body);
  }
}
