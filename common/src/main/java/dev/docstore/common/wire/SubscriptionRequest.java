package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /subscriptions}. */
public record SubscriptionRequest(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String repo,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> eventTypes,
    String backend,
    Map<String, String> config) {}
