package dev.docstore.server.review;

/**
 * The last attempt of a check at one sequence, as merge policies see it.
 *
 * @param status {@code pending}, {@code passed}, {@code failed} or {@code skipped}
 * @param reporter an identity, a job token's subject, or {@code system} for one that is to run
 *     again
 * @param reporterKind {@code person}, {@code job}, {@code service} or {@code system}
 */
public record CheckAttempt(
    String checkName,
    String status,
    long sequence,
    String reporter,
    String reporterKind,
    int attempt) {}
