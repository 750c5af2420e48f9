package dev.docstore.ci.worker.engine;

import dev.docstore.common.ciyaml.Dockerfile;
import java.util.List;

/**
 * Puts a build's log together from its two sources: what buildah says, of interest until the first
 * step begins, and the file that steps write to, where a marker begins each of them.
 *
 * <p>Steps write to a file of their own because buildah's {@code chroot} isolation does not wait
 * for the pipes it reads a step's output from: on a busy machine their last lines were lost (seen
 * with 1.28.2, about one step in a hundred).
 */
final class BuildahOutput {
  /** The directory with the file, in the container. */
  static final String DIRECTORY = "/run/docstore";

  /** The file's name. */
  static final String FILE = "output";

  private static final String MARKER = "@docstore step ";

  private final List<String> steps;
  private final LineSink log;
  private String last = "";
  private int step;

  BuildahOutput(List<String> steps, LineSink log) {
    this.steps = steps;
    this.log = log;
  }

  /** The Dockerfile with steps that write to the file and are otherwise what they were. */
  static Dockerfile redirected(Dockerfile dockerfile) {
    return dockerfile.wrapped(
        (number, command) ->
            List.of(
                "sh",
                "-c",
                "exec >>%s/%s 2>&1; echo \"%s%d\"; exec sh -c \"$0\""
                    .formatted(DIRECTORY, FILE, MARKER, number),
                command.getLast()));
  }

  /** The step that is running, from 1; 0 before the first. */
  synchronized int step() {
    return step;
  }

  /** A line of buildah's own. */
  synchronized void ofBuildah(String line) {
    // Its announcements of the first instructions are the same for every check.
    if (step == 0 && !line.startsWith("STEP ")) {
      log.line(line);
      last = line;
    }
  }

  /** A line of the file; a marker may stand behind a line that has no end of its own. */
  synchronized void ofSteps(String line) {
    String next = MARKER + (step + 1);
    if (step == steps.size() || !line.endsWith(next)) {
      log.line(line);
      return;
    }
    if (line.length() > next.length()) {
      log.line(line.substring(0, line.length() - next.length()));
    }
    log.line("$ " + steps.get(step).strip());
    step++;
  }

  /** How the build ended, given buildah's exit code, which is that of a failed step. */
  synchronized StepsOutcome outcome(int code) {
    if (code == 0) {
      return new StepsOutcome.Passed();
    }
    return step == 0
        ? new StepsOutcome.NotStarted(last.isEmpty() ? "buildah ended with " + code : last)
        : new StepsOutcome.StepFailed(step, code);
  }
}
