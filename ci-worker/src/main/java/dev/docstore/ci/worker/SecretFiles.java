package dev.docstore.ci.worker;

import dev.docstore.ci.worker.RevealSecrets.Secrets;
import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.ciyaml.SecretUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * Secret values as files that engines mount.
 *
 * @param byRepoName one file per secret that exists
 */
record SecretFiles(Map<String, Path> byRepoName) {
  /** Writes them below the job's directory, readable by the worker's user alone. */
  static SecretFiles write(Secrets secrets, Path directory) throws JobFailedException {
    Map<String, Path> files = new HashMap<>();
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      for (Map.Entry<String, byte[]> secret : secrets.values().entrySet()) {
        Path file = directory.resolve("secret-" + files.size());
        files.put(secret.getKey(), Files.write(file, secret.getValue()));
      }
      return new SecretFiles(Map.copyOf(files));
    } catch (IOException e) {
      throw new JobFailedException("fetch secrets: cannot keep them: " + e.getMessage(), e);
    }
  }

  /** The files of one check's secrets, by local name. */
  Map<String, Path> of(Check check) {
    Map<String, Path> files = new HashMap<>();
    for (SecretUse use : check.secrets()) {
      Path file = byRepoName.get(use.repoName());
      if (file != null) {
        files.put(use.localName(), file);
      }
    }
    return files;
  }
}
