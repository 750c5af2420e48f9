package dev.docstore.common.job;

/**
 * A run that was asked for (spec 03 §5.2, §16.3).
 *
 * @param runId id of its CI job, a UUID
 */
public record RunStarted(String runId) {}
