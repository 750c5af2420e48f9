package dev.docstore.common.event;

import dev.docstore.common.json.Json;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * The envelope of an event: CloudEvents 1.0 in JSON, members in this order (spec 02 §10.1). One
 * envelope is made per event and goes out on every channel byte for byte (page 00 C1).
 *
 * @param time RFC 3339 in UTC
 * @param data the event, as the members of its record
 */
public record CloudEvent(
    String specversion,
    String type,
    String source,
    String id,
    String time,
    String datacontenttype,
    Event data) {
  /** The envelope of an event that happens now. */
  public static CloudEvent of(Event event, Instant now) {
    return new CloudEvent(
        "1.0",
        event.type(),
        event.source(),
        UUID.randomUUID().toString(),
        DateTimeFormatter.ISO_INSTANT.format(now),
        "application/json",
        event);
  }

  /** Compact JSON without a trailing newline. */
  public String json() {
    return Json.write(this);
  }
}
