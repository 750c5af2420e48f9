package dev.docstore.server.blob;

import dev.docstore.common.name.ContentHash;

/**
 * Bytes that were stored before their hash was known.
 *
 * @param hash SHA-256 of the bytes, and their key
 * @param size how many there are
 */
public record StoredBlob(ContentHash hash, long size) {}
