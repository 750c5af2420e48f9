package dev.docstore.server.blob;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Blobs as files of one flat folder. A file appears whole or not at all: it is written aside,
 * synced and moved.
 */
@Component
class LocalBlobStore implements BlobStore {
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path folder;

  LocalBlobStore(ServerSettings settings) throws IOException {
    this.folder = Files.createDirectories(settings.blobs().localDir());
  }

  @Override
  public void put(ContentHash key, InputStream content) throws IOException {
    Path target = folder.resolve(key.hex());
    if (Files.exists(target)) {
      return;
    }
    Path aside = Files.createTempFile(folder, ".upload-", null);
    try {
      try (FileChannel file = FileChannel.open(aside, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(file)) {
        content.transferTo(out);
        file.force(true);
      }
      Files.setPosixFilePermissions(aside, READABLE);
      move(aside, target);
      syncFolder();
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void move(Path aside, Path target) throws IOException {
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
  public void delete(ContentHash key) throws IOException {
    Files.deleteIfExists(folder.resolve(key.hex()));
  }
}
