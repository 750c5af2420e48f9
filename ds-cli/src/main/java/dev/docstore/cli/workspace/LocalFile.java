package dev.docstore.cli.workspace;

import dev.docstore.common.name.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads content and mode of single files without ever following a symbolic link. */
public final class LocalFile {
  private static final int BUFFER = 64 * 1024;

  private LocalFile() {}

  /** What stands there, links not followed; empty when nothing does. */
  public static Optional<BasicFileAttributes> look(Path file) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      // A path below something that is no directory, or one this file system cannot hold.
      if (file.getParent() != null && !Files.isDirectory(file.getParent())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Content and mode of a regular file; empty when there is none, a link or a directory. */
  public static Optional<Entry> read(Path file) throws IOException {
    Optional<BasicFileAttributes> attributes = look(file);
    if (attributes.isEmpty() || !attributes.get().isRegularFile()) {
      return Optional.empty();
    }
    return Optional.of(new Entry(hash(file), isExecutable(file)));
  }

  /** SHA-256 in hex of a file's content. */
  public static String hash(Path file) throws IOException {
    MessageDigest digest = ContentHash.sha256();
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return ContentHash.ofDigest(digest.digest()).hex();
  }

  static boolean isExecutable(Path file) throws IOException {
    PosixFileAttributeView view = posix(file);
    return view != null
        && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
  }

  /** Whoever may read the file may run it, or nobody may. */
  public static void setExecutable(Path file, boolean executable) throws IOException {
    PosixFileAttributeView view = posix(file);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> before = view.readAttributes().permissions();
    Set<PosixFilePermission> after = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : before) {
      switch (permission) {
        case OWNER_EXECUTE, GROUP_EXECUTE, OTHERS_EXECUTE -> {}
        default -> after.add(permission);
      }
    }
    if (executable) {
      addExecution(after);
    }
    if (!after.equals(before)) {
      view.setPermissions(after);
    }
  }

  private static void addExecution(Set<PosixFilePermission> permissions) {
    permissions.add(PosixFilePermission.OWNER_EXECUTE);
    if (permissions.contains(PosixFilePermission.GROUP_READ)) {
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
  }

  private static @Nullable PosixFileAttributeView posix(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
