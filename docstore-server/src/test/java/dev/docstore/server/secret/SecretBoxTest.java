package dev.docstore.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import dev.docstore.server.secret.SecretBox.UnreadableSecretException;
import dev.docstore.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
  @TempDir private Path dir;

  private static SecretBox box(Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("DATABASE_URL", "postgres://localhost/none");
    return new SecretConfiguration()
        .secretBox(ServerSettings.read(Settings.of(new String[0], environment)));
  }

  private SecretBox withKeyFile(Path file) {
    return box(Map.of("DOCSTORE_SECRETS_KEY_FILE", file.toString()));
  }

  private SecretBox ofLaptop() {
    return box(Map.of("DEV_IDENTITY", "a@example.com", "DOCSTORE_DATA_DIR", dir.toString()));
  }

  private Path keyFile(byte[] key, String permissions) throws IOException {
    Path file = dir.resolve("key" + key.length + permissions);
    Files.writeString(file, Base64.getEncoder().encodeToString(key));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  @Test
  void opensWhatItSealedForTheSameOwnerOnly() throws IOException {
    SecretBox box = withKeyFile(keyFile(new byte[32], "rw-------"));
    byte[] sealed = box.seal("one", "hush ü");
    assertThat(box.open("one", sealed)).isEqualTo("hush ü");
    assertThatThrownBy(() -> box.open("other", sealed))
        .isInstanceOf(UnreadableSecretException.class);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("hush");
    assertThat(box.seal("one", "hush ü")).isNotEqualTo(sealed);
  }

  @Test
  void noticesEveryChange() throws IOException {
    SecretBox box = withKeyFile(keyFile(new byte[32], "rw-------"));
    byte[] sealed = box.seal("one", "hush");
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> box.open("one", changed))
          .as("byte %d", i)
          .isInstanceOf(UnreadableSecretException.class);
    }
    assertThatThrownBy(() -> box.open("one", new byte[3]))
        .isInstanceOf(UnreadableSecretException.class);
  }

  @Test
  void makesAKeyOnALaptopThatTheNextStartFinds() throws IOException {
    byte[] sealed = ofLaptop().seal("one", "hush");
    assertThat(ofLaptop().open("one", sealed)).isEqualTo("hush");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve("secrets.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesWithoutAKeyAndSaysWhatToDo() {
    assertThatThrownBy(() -> box(Map.of()).seal("one", "hush"))
        .isInstanceOf(DocStoreException.class)
        .hasMessageContaining("DOCSTORE_SECRETS_KEY_FILE")
        .extracting(e -> ((DocStoreException) e).status())
        .isEqualTo(503);
  }

  @Test
  void refusesAKeyFileThatIsNoneOrOpenToAll() throws IOException {
    assertBad(dir.resolve("missing"), "cannot be read");
    assertBad(keyFile(new byte[32], "rw-r--r--"), "chmod 600");
    assertBad(keyFile(new byte[31], "rw-------"), "32 random bytes");
    Path text = keyFile(new byte[5], "rw-------");
    Files.writeString(text, "not base64!");
    assertBad(text, "32 random bytes");
  }

  private void assertBad(Path file, String message) {
    assertThatThrownBy(() -> withKeyFile(file))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining(message);
  }
}
