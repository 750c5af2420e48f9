package dev.docstore.common.client;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as it goes over the wire.
 *
 * @param uri absolute and already percent-encoded
 * @param body null for a request without one
 */
public record Request(
    String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {}
