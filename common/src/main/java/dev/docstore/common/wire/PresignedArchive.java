package dev.docstore.common.wire;

/**
 * Answer of {@code POST archive/presign} (spec 01 §14.3, §21.3).
 *
 * @param checksum {@code sha256:} and hex of the tar, or {@code ""}
 */
public record PresignedArchive(String checksum, String url) {}
