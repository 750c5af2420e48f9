import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/** What the services share; kept between runs, because the scheduler's subscription holds one of them. */
record Secrets(String archive, String webhook, String claim) {
  /** Reads the folder's secrets, or makes them the first time. */
  static Secrets keptIn(Path dir) throws IOException {
    Path file = dir.resolve("secrets.properties");
    var values = new Properties();
    if (Files.exists(file)) {
      try (var in = Files.newInputStream(file)) {
        values.load(in);
      }
    } else {
      List.of("archive", "webhook", "claim").forEach(name -> values.setProperty(name, random()));
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      try (var out = Files.newOutputStream(file)) {
        values.store(out, "Made by `make dev`");
      }
    }
    return new Secrets(
        values.getProperty("archive"), values.getProperty("webhook"), values.getProperty("claim"));
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
