package dev.docstore.common.ciyaml;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One check of a {@code ci.yaml} (spec 03 §1.2, page 00 E3).
 *
 * @param name unique in the file, by convention {@code ci/<something>}
 * @param image an OCI image reference; {@code ""} where the file names none, which fails the check
 * @param steps shell commands, each run as {@code sh -c <step>}, in order
 * @param condition the {@code if} expression, unevaluated; {@code ""} for always
 * @param needs names of checks that must be over, and not failed, before this one starts
 * @param env variables of every step, in file order
 * @param timeout how long all steps together may take
 * @param paths patterns of changed files, one of which must match for the check to run; empty for
 *     always
 * @param secrets the secrets that the steps may read
 */
public record Check(
    String name,
    String image,
    List<String> steps,
    String condition,
    List<String> needs,
    Map<String, String> env,
    Duration timeout,
    List<String> paths,
    List<SecretUse> secrets) {
  /** The timeout of a check that names none. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

  public Check {
    steps = List.copyOf(steps);
    needs = List.copyOf(needs);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    paths = List.copyOf(paths);
    secrets = List.copyOf(secrets);
  }

  /** A check with nothing but these; the rest has its defaults. */
  public static Check of(String name, String image, List<String> steps) {
    return new Check(
        name, image, steps, "", List.of(), Map.of(), DEFAULT_TIMEOUT, List.of(), List.of());
  }
}
