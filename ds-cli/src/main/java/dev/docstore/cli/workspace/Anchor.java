package dev.docstore.cli.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.docstore.common.chain.CommitHash;
import org.jspecify.annotations.Nullable;

/**
 * The point of a branch's chain up to which this workspace trusts it.
 *
 * @param sequence the branch's head then
 * @param commitHash hash of the branch's last commit up to there; 64 zeros when it had none yet
 * @param base the branch's fork point then; null when an older client recorded the anchor
 */
public record Anchor(
    long sequence,
    String commitHash,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long base) {
  /** The anchor of a branch without commits of its own. */
  public static Anchor fresh(long base) {
    return new Anchor(base, CommitHash.GENESIS.hex(), base);
  }

  /** Whether the branch had no commit of its own. */
  public boolean hasNoCommit() {
    return commitHash.equals(CommitHash.GENESIS.hex());
  }
}
