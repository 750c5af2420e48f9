package dev.docstore.ci.worker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks a source archive without trusting it: nothing but plain files and directories, nothing
 * outside the target, no file twice.
 */
final class SourceTar {
  private SourceTar() {}

  /**
   * Unpacks into an empty directory; files are executable or not, and keep their times.
   *
   * @throws IOException for a broken or refused archive, with a message for the job's author
   */
  static void unpack(Path tar, Path target) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(tar));
        TarArchiveInputStream archive = new TarArchiveInputStream(bytes, "UTF-8")) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        unpack(archive, entry, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = place(entry.getName(), target);
    if (entry.isDirectory()) {
      Files.createDirectories(path);
    } else if (isPlainFile(entry)) {
      Files.createDirectories(path.getParent());
      Files.copy(archive, path);
      boolean executable = (entry.getMode() & 0111) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      Files.setLastModifiedTime(path, FileTime.from(entry.getLastModifiedTime().toInstant()));
    } else {
      throw new IOException(
          "entry \"%s\" is neither a plain file nor a directory".formatted(entry.getName()));
    }
  }

  private static boolean isPlainFile(TarArchiveEntry entry) {
    return (entry.getLinkFlag() == TarArchiveEntry.LF_NORMAL
            || entry.getLinkFlag() == TarArchiveEntry.LF_OLDNORM)
        && !entry.isSparse();
  }

  private static Path place(String name, Path target) throws IOException {
    try {
      Path path = target.resolve(name).normalize();
      if (path.startsWith(target) && !name.startsWith("/")) {
        return path;
      }
    } catch (InvalidPathException e) {
      // A name that no file can have leads nowhere good either.
    }
    throw new IOException("entry \"%s\" leads outside the source".formatted(name));
  }
}
