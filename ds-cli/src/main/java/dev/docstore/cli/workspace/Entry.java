package dev.docstore.cli.workspace;

/**
 * A file's content and mode as a workspace compares them.
 *
 * @param hash SHA-256 in lower-case hex
 */
public record Entry(String hash, boolean executable) {}
