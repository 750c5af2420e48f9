package dev.docstore.server.blob;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Blobs as files of one flat folder. A file appears whole or not at all: it is written aside,
 * synced and moved.
 */
class LocalBlobStore implements BlobStore {
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  private static final String ASIDE = ".upload-";

  private final Path folder;

  LocalBlobStore(ServerSettings settings) throws IOException {
    this.folder = Files.createDirectories(settings.blobs().localDir());
    deleteWhatDeadProcessesLeft();
  }

  /** Nobody writes to a file for a day without touching it; another process may for less. */
  private void deleteWhatDeadProcessesLeft() throws IOException {
    FileTime aDayAgo = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    try (DirectoryStream<Path> asides = Files.newDirectoryStream(folder, ASIDE + "*")) {
      for (Path aside : asides) {
        if (Files.getLastModifiedTime(aside).compareTo(aDayAgo) < 0) {
          Files.deleteIfExists(aside);
        }
      }
    }
  }

  @Override
  public void put(ContentHash key, InputStream content) throws IOException {
    Path target = folder.resolve(key.hex());
    if (Files.exists(target)) {
      return;
    }
    Path aside = Files.createTempFile(folder, ASIDE, null);
    try {
      try (FileChannel file = FileChannel.open(aside, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(file)) {
        content.transferTo(out);
        file.force(true);
      }
      Files.setPosixFilePermissions(aside, READABLE);
      rename(aside, target);
      syncFolder();
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  @Override
  public void move(ContentHash from, ContentHash to) throws IOException {
    // Replaces equal bytes by equal bytes, at once for every reader.
    rename(folder.resolve(from.hex()), folder.resolve(to.hex()));
    syncFolder();
  }

  private static void rename(Path aside, Path target) throws IOException {
    try {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(target.getParent() + " lies on a file system without atomic moves", e);
    }
  }

  /** The name must survive a crash like the bytes. */
  private void syncFolder() throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public InputStream open(ContentHash key) throws IOException {
    return Files.newInputStream(folder.resolve(key.hex()));
  }

  @Override
  public InputStream open(ContentHash key, long from) throws IOException {
    SeekableByteChannel file = Files.newByteChannel(folder.resolve(key.hex()));
    return Channels.newInputStream(file.position(from));
  }

  @Override
  public void delete(ContentHash key) throws IOException {
    Files.deleteIfExists(folder.resolve(key.hex()));
  }
}
