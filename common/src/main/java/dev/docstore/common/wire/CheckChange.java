package dev.docstore.common.wire;

import java.time.Instant;

/**
 * A status that a check run had (page 00 D5).
 *
 * @param reporter who said so
 */
public record CheckChange(String status, String reporter, Instant changedAt) {}
