package dev.docstore.server.vcs;

import dev.docstore.common.name.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * A file of main, as it is or as a change would leave it.
 *
 * @param inline the bytes where they came with the change; null where they are to be read
 */
public record MainFile(String path, ContentHash hash, byte @Nullable [] inline) {}
