package dev.docstore.ci.oidc;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** An RSA key kept in a file: PKCS #8 in DER, mode 0600, made on first use. */
record KeyFile(Path path) {
  private static final int BITS = 2048;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** A key that no file holds. */
  static KeyPair random() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of the file, which is made with a new one when it is not there. */
  KeyPair loadOrCreate() {
    if (!Files.exists(path)) {
      create();
    }
    return load();
  }

  /** The key of a file that must be there. */
  KeyPair load() {
    try {
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      if (rsa.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(path)))
          instanceof RSAPrivateCrtKey key) {
        return new KeyPair(
            rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())),
            key);
      }
    } catch (NoSuchFileException e) {
      throw new BadSettingException("there is no key file " + path);
    } catch (IOException e) {
      throw new BadSettingException("cannot read the key file " + path + ": " + e);
    } catch (GeneralSecurityException e) {
      // Falls through to the one message for everything that is no such key.
    }
    throw new BadSettingException("the key file " + path + " holds no RSA key in PKCS #8 form");
  }

  /**
   * Written aside and linked into place, so that nobody ever reads half a key; the first of two
   * starts wins.
   */
  private void create() {
    try {
      Path folder = path.toAbsolutePath().normalize().getParent();
      Files.createDirectories(folder);
      Path aside = Files.createTempFile(folder, ".key", "", OWNER_ONLY);
      try {
        Files.write(aside, random().getPrivate().getEncoded());
        Files.createLink(path, aside);
      } finally {
        Files.delete(aside);
      }
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; its key is the one to use.
    } catch (IOException e) {
      throw new BadSettingException("cannot write the key file " + path + ": " + e);
    }
  }
}
