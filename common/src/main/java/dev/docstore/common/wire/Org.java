package dev.docstore.common.wire;

import java.time.Instant;

/** An organisation (spec 01 §5). */
public record Org(String name, Instant createdAt, String createdBy) {}
