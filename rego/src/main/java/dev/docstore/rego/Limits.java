package dev.docstore.rego;

import java.time.Duration;

/**
 * What policies may use.
 *
 * @param instances how many evaluations run at the same time; each costs about 8 MB
 * @param time for one policy on one input, and for compiling one set
 * @param memoryBytes of one instance, for all that it evaluates at a time; rounded up to 64 KiB
 * @param preparedSets how many policy sets an instance keeps ready
 */
public record Limits(int instances, Duration time, long memoryBytes, int preparedSets) {

  /** 5 seconds (spec 02 §7.4), 64 MiB, and as many instances as processors, at least 2. */
  public static final Limits DEFAULT =
      new Limits(
          Math.max(2, Runtime.getRuntime().availableProcessors()),
          Duration.ofSeconds(5),
          64L << 20,
          64);

  public Limits {
    if (instances < 1 || preparedSets < 1) {
      throw new IllegalArgumentException("there must be at least one instance and one set");
    }
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("the time for a policy must be positive");
    }
    if (memoryBytes < 16 << 20 || memoryBytes > 1L << 30) {
      throw new IllegalArgumentException("the memory must be between 16 MiB and 1 GiB");
    }
  }

  /** These limits with another time for a policy. */
  public Limits withTime(Duration time) {
    return new Limits(instances, time, memoryBytes, preparedSets);
  }
}
