package dev.docstore.server.vcs;

import java.util.Optional;

/** Names for sequences: what the feature that owns releases knows and reading needs. */
public interface SequenceNames {
  /** The sequence that this name stands for in that repo. */
  Optional<Long> sequenceOf(long repoId, String name);
}
