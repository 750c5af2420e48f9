package dev.docstore.server.ci;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Logs as files below a folder. */
record LocalLogStore(Path folder) implements LogStore {
  @Override
  public String put(LogKey key, byte[] log) throws IOException {
    Path target = file(key).orElseThrow(() -> new IOException("no file can be " + key.path()));
    Path parent = target.getParent();
    Files.createDirectories(parent);
    Path aside = Files.createTempFile(parent, ".log", null);
    try {
      Files.write(aside, log);
      Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
    return "file://" + target;
  }

  @Override
  public boolean holds(String url) {
    return url.startsWith("file://");
  }

  @Override
  public Optional<InputStream> open(LogKey key) throws IOException {
    Optional<Path> file = file(key).filter(Files::isRegularFile);
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(Files.newInputStream(file.get()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Within the folder, whatever the names are. */
  private Optional<Path> file(LogKey key) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      return Optional.of(root.resolve(key.path()).normalize())
          .filter(file -> file.startsWith(root) && !key.path().startsWith("/"));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
