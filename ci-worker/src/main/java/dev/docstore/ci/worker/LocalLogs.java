package dev.docstore.ci.worker;

import dev.docstore.common.job.CiJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Keeps the logs of a job below a directory (spec 03 §10): for a worker that nobody looks at
 * through the server.
 */
record LocalLogs(Path root, CiJob job) implements LogStore {
  /** Readers see the old log or the new one, whole. */
  @Override
  public String put(String check, Path log) throws IOException {
    Path target = target(check);
    Files.createDirectories(target.getParent());
    Path aside = Files.createTempFile(target.getParent(), ".log", null);
    Files.copy(log, aside, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return "file://" + target;
  }

  private Path target(String check) throws IOException {
    String key =
        "%s/%s/%d/%s".formatted(job.repo(), job.branch(), job.sequence(), CheckLog.fileName(check));
    try {
      Path base = root.toAbsolutePath().normalize();
      Path target = base.resolve(key).normalize();
      if (target.startsWith(base) && !key.startsWith("/")) {
        return target;
      }
    } catch (InvalidPathException e) {
      // No file can have that name.
    }
    throw new IOException("no log can be stored as " + key);
  }
}
