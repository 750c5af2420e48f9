package dev.docstore.server.webhook;

import dev.docstore.common.error.DocStoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A subscription's {@code config} (spec 02 §11.1).
 *
 * @param shown its members in order, three asterisks for the secret
 * @param secret what is signed with; empty for none
 */
record WebhookConfig(Map<String, String> shown, Optional<String> secret) {
  /** Stands for a secret wherever a subscription is shown, and for the old one where it is sent. */
  static final String HIDDEN = "***";

  private static final String URL = "url";
  private static final String SECRET = "secret";

  /** What a config in a request changes: its members, null for one that is to go. */
  private record Members(Map<String, Optional<String>> values) {}

  /**
   * Reads the config of a new subscription.
   *
   * @param config null when the request has none; a JSON null is an empty object
   * @throws DocStoreException 400 naming the first thing that is wrong
   */
  static WebhookConfig create(@Nullable JsonNode config) {
    if (config == null) {
      throw DocStoreException.badRequest("config is required");
    }
    return new WebhookConfig(Map.of(), Optional.empty()).with(members(config)).checked();
  }

  /** This one with the members of a request laid over it; checked like a new one. */
  WebhookConfig changedBy(JsonNode config) {
    return with(members(config)).checked();
  }

  private static Members members(JsonNode config) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    if (!config.isObject() && !config.isNull()) {
      throw notAnObject();
    }
    for (Map.Entry<String, JsonNode> member : config.properties()) {
      JsonNode value = member.getValue();
      if (!value.isString() && !value.isNull()) {
        throw notAnObject();
      }
      values.put(
          member.getKey(), value.isNull() ? Optional.empty() : Optional.of(value.asString()));
    }
    return new Members(values);
  }

  private WebhookConfig with(Members members) {
    Map<String, String> merged = new LinkedHashMap<>(shown);
    Optional<String> signing = secret;
    for (Map.Entry<String, Optional<String>> member : members.values().entrySet()) {
      Optional<String> value = member.getValue();
      if (member.getKey().equals(SECRET)) {
        signing =
            value.filter(HIDDEN::equals).isPresent() ? secret : value.filter(s -> !s.isEmpty());
        value = signing.map(_ -> HIDDEN);
      }
      value.ifPresentOrElse(
          text -> merged.put(member.getKey(), text), () -> merged.remove(member.getKey()));
    }
    return new WebhookConfig(merged, signing);
  }

  private WebhookConfig checked() {
    String url = shown.getOrDefault(URL, "");
    if (url.isEmpty()) {
      throw DocStoreException.badRequest("config.url is required for webhook backend");
    }
    if (Endpoint.parse(url).isEmpty()) {
      throw DocStoreException.badRequest("config.url must be a valid http or https URL");
    }
    return this;
  }

  /** Where to; empty for what no longer parses. */
  Optional<Endpoint> endpoint() {
    return Endpoint.parse(shown.getOrDefault(URL, ""));
  }

  private static DocStoreException notAnObject() {
    return DocStoreException.badRequest("config must be a JSON object");
  }
}
