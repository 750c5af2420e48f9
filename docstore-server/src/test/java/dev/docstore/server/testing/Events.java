package dev.docstore.server.testing;

import dev.docstore.common.event.Event;
import dev.docstore.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Reads a server's log as its writers left it. */
public final class Events {
  private Events() {}

  /** The types of a repo's or an org's events in order, without their prefix. */
  public static List<String> types(TestServer server, String repoKey) {
    return envelopes(server, repoKey).stream()
        .map(event -> event.get("type").asString().substring(Event.TYPE_PREFIX.length()))
        .toList();
  }

  /** The {@code data} of the last event of that type. */
  public static JsonNode last(TestServer server, String repoKey, String type) {
    return envelopes(server, repoKey).stream()
        .filter(event -> event.get("type").asString().equals(Event.TYPE_PREFIX + type))
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError("no " + type + " in the log of " + repoKey))
        .get("data");
  }

  private static List<JsonNode> envelopes(TestServer server, String repoKey) {
    return server
        .bean(JdbcClient.class)
        .sql("select payload from event_log where repo = ? order by seq")
        .param(repoKey)
        .query(byte[].class)
        .list()
        .stream()
        .map(payload -> Json.MAPPER.readTree(new String(payload, StandardCharsets.UTF_8)))
        .toList();
  }
}
