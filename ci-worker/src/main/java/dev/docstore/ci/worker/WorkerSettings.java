package dev.docstore.ci.worker;

import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that configures a worker (spec 03 §8.1, page 00 H9).
 *
 * @param schedulerUrl {@code CI_SCHEDULER_URL}, without a slash at its end
 * @param docstoreUrl {@code DOCSTORE_URL}, without a slash at its end
 * @param localLogs {@code LOG_LOCAL_DIR} where {@code LOG_STORE} is {@code local}: finished logs
 *     are kept in that folder. Otherwise they go to the server, which alone needs a bucket
 * @param claimToken {@code DEV_CLAIM_TOKEN}: proves a worker outside Kubernetes to the scheduler
 * @param logPort {@code LOG_PORT}: where running checks can be watched; 0 for any free port
 * @param loop {@code WORKER_LOOP}: whether to take one job after another instead of exiting
 * @param engine {@code CI_ENGINE}: {@code auto} or the name of an engine
 * @param buildahRoot {@code CI_BUILDAH_ROOT}: buildah's storage, empty for its own place
 * @param deployed whether the worker runs in Kubernetes
 */
record WorkerSettings(
    URI schedulerUrl,
    URI docstoreUrl,
    Optional<Path> localLogs,
    Optional<String> claimToken,
    int logPort,
    boolean loop,
    String engine,
    Optional<Path> buildahRoot,
    boolean deployed) {
  private static final List<String> ENGINES = List.of("auto", "buildah", "host");

  static WorkerSettings from(Settings settings) {
    URI scheduler = url("CI_SCHEDULER_URL", settings.required("CI_SCHEDULER_URL"));
    URI docstore = url("DOCSTORE_URL", settings.required("DOCSTORE_URL"));
    boolean deployed = settings.variable("KUBERNETES_SERVICE_HOST").isPresent();
    boolean loop = settings.variable("WORKER_LOOP").map(WorkerSettings::flag).orElse(false);
    if (loop && deployed) {
      throw new BadSettingException(
          "WORKER_LOOP is for development; in Kubernetes a pod runs one job");
    }
    return new WorkerSettings(
        scheduler,
        docstore,
        localLogs(settings),
        settings.variable("DEV_CLAIM_TOKEN"),
        Settings.port("LOG_PORT", settings.variable("LOG_PORT").orElse("8081")),
        loop,
        engine(settings.variable("CI_ENGINE").orElse("auto")),
        settings.variable("CI_BUILDAH_ROOT").map(Path::of),
        deployed);
  }

  private static Optional<Path> localLogs(Settings settings) {
    return switch (settings.variable("LOG_STORE").orElse("gcs")) {
      case "local" ->
          Optional.of(
              Path.of(settings.variable("LOG_LOCAL_DIR").orElse("/tmp/ci-logs")).toAbsolutePath());
      case "gcs" -> Optional.empty();
      case String other ->
          throw new BadSettingException(
              "unsupported LOG_STORE \"%s\": must be 'local' or 'gcs'".formatted(other));
    };
  }

  private static String engine(String name) {
    if (!ENGINES.contains(name)) {
      throw new BadSettingException(
          "CI_ENGINE must be one of %s, not %s".formatted(String.join(", ", ENGINES), name));
    }
    return name;
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new BadSettingException("WORKER_LOOP must be true or false, not " + text);
    };
  }

  private static URI url(String name, String text) {
    String trimmed = text.replaceAll("/+$", "");
    try {
      URI uri = URI.create(trimmed);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message for every bad address.
    }
    throw new BadSettingException(name + " must be an http or https URL, not " + text);
  }
}
