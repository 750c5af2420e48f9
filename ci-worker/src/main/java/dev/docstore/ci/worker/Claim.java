package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.Trigger;
import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.ClaimResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job that this worker holds.
 *
 * @param requestToken the job's secret: for the scheduler, the issuer and presigning only, and
 *     never for a step
 * @param tokenUrl where the secret buys an identity; {@code ""} where there is no issuer
 */
record Claim(CiJob job, String requestToken, String tokenUrl) {
  /** From an answer whose members may all be missing. */
  static Claim of(ClaimResponse response) {
    return new Claim(
        Objects.requireNonNull(response.job(), "job"),
        Objects.requireNonNull(response.requestToken(), "request_token"),
        text(response.oidcTokenUrl()));
  }

  Trigger trigger() {
    return new Trigger(
        text(job.triggerType()),
        text(job.triggerBranch()),
        text(job.triggerBaseBranch()),
        text(job.triggerProposalId()));
  }

  /** Secrets must not reach a log by accident. */
  @Override
  public String toString() {
    return "Claim[" + job.id() + "]";
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
