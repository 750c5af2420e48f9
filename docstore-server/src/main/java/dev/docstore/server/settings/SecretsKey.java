package dev.docstore.server.settings;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The file that holds the key of secrets: 32 random bytes in base64 (page 00 H12). */
public final class SecretsKey {
  private static final int BYTES = 32;

  private SecretsKey() {}

  /**
   * Reads the key.
   *
   * @throws BadSettingException when the file cannot be read, can be read by everybody, or holds
   *     something else
   */
  public static byte[] read(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw new BadSettingException(
            "DOCSTORE_SECRETS_KEY_FILE can be read by everybody; run: chmod 600 " + file);
      }
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == BYTES) {
        return key;
      }
    } catch (IOException e) {
      throw new BadSettingException("DOCSTORE_SECRETS_KEY_FILE cannot be read: " + file);
    } catch (IllegalArgumentException e) {
      // Falls through to the one message for whatever is no key.
    }
    throw new BadSettingException(
        "DOCSTORE_SECRETS_KEY_FILE must hold 32 random bytes in base64: openssl rand -base64 32 > "
            + file);
  }

  /** Reads the key, or makes one where there is none yet; the first of several makers wins. */
  public static byte[] readOrCreate(Path file) {
    if (!Files.exists(file)) {
      create(file);
    }
    return read(file);
  }

  private static void create(Path file) {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path aside =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              "secrets",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(aside, Base64.getEncoder().encodeToString(key) + "\n");
        // A link appears whole or not at all, and never replaces a key that is in use.
        Files.createLink(file, aside);
      } catch (FileAlreadyExistsException e) {
        // Another instance was faster: its key is the one.
      } finally {
        Files.delete(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the key of secrets, " + file, e);
    }
  }
}
