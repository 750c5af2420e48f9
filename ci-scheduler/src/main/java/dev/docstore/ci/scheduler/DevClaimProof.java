package dev.docstore.ci.scheduler;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The proof outside Kubernetes: a token that both sides were given (page 00 H9). Workers are taken
 * to run on this machine, whatever address they come from.
 *
 * @param expected without one nobody can claim
 */
record DevClaimProof(Optional<String> expected) implements ClaimProof {
  private static final Worker LOCAL = new Worker(Optional.empty(), "127.0.0.1", Optional.empty());

  @Override
  public Outcome judge(Optional<String> bearer, String remoteAddress) {
    if (expected.isEmpty()) {
      return new Refused("claims outside Kubernetes need DEV_CLAIM_TOKEN");
    }
    if (bearer.isEmpty()) {
      return new Refused("no bearer token");
    }
    return matches(bearer.get(), expected.get())
        ? new Proven(LOCAL)
        : new Refused("the bearer token is not DEV_CLAIM_TOKEN");
  }

  private static boolean matches(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  /** Never the token. */
  @Override
  public String toString() {
    return "DevClaimProof[***]";
  }
}
