package dev.docstore.ci.worker.engine;

import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.ciyaml.Dockerfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One run of one check.
 *
 * @param id unique for every run; letters, digits and dashes
 * @param check whose steps run
 * @param dockerfile the check as engines for containers build it
 * @param context a directory that holds the source in {@link Dockerfile#SOURCE_DIRECTORY} and
 *     nothing else; only read
 * @param scratch an empty directory for the engine's own files, removed by the caller afterwards
 * @param secrets files with secret values, by local name; a secret that does not exist is absent
 */
public record Build(
    String id,
    Check check,
    Dockerfile dockerfile,
    Path context,
    Path scratch,
    Map<String, Path> secrets) {
  public Build {
    secrets = Map.copyOf(secrets);
  }

  /** How long all steps together may take. */
  public Duration timeout() {
    return check.timeout();
  }
}
