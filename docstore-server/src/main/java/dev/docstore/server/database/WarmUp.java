package dev.docstore.server.database;

import java.util.Optional;

/** Something that a new instance does before it is sent requests; {@code /readyz} waits for it. */
public interface WarmUp {
  /** What is still to be done, in words for {@code /readyz}; empty when nothing is. */
  Optional<String> missing();
}
