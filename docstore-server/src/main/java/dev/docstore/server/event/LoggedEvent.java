package dev.docstore.server.event;

import java.nio.charset.StandardCharsets;

/**
 * A row of the log.
 *
 * @param seq its number: larger than that of every event before it, with gaps
 * @param repo the repo's full name, or {@code /orgs/{org}}
 * @param type the full type, {@code com.docstore.…}
 * @param payload the envelope's bytes as they go out on every channel; not to be changed
 */
public record LoggedEvent(long seq, String repo, String type, byte[] payload) {
  /** The envelope as text. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
