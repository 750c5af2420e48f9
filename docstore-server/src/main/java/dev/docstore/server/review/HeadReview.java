package dev.docstore.server.review;

/**
 * A review as merge policies see it.
 *
 * @param status {@code approved}, {@code rejected} or {@code dismissed}
 * @param sequence the head that was reviewed
 */
public record HeadReview(String reviewer, String status, long sequence) {}
