package dev.docstore.common.wire;

/** Answer of {@code POST checks/retry}: the attempt that all of the checks are on now. */
public record CheckRetried(int attempt) {}
