package dev.docstore.ci.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir private Path folder;

  @Test
  void makesAKeyThatOnlyItsOwnerCanReadAndFindsItAgain() throws Exception {
    Path path = folder.resolve("new/key.der");
    KeyPair made = new KeyFile(path).loadOrCreate();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(new KeyFile(path).loadOrCreate().getPublic()).isEqualTo(made.getPublic());
    try (var files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void processesThatStartAtOnceUseTheSameKey() throws Exception {
    KeyFile file = new KeyFile(folder.resolve("key.der"));
    Callable<KeyPair> start = file::loadOrCreate;
    Set<Object> keys = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<KeyPair> pair : threads.invokeAll(Collections.nCopies(4, start))) {
        keys.add(pair.get().getPublic());
      }
    }
    assertThat(keys).hasSize(1);
  }

  @Test
  void refusesAFileThatIsNoKey() throws Exception {
    Path path = Files.writeString(folder.resolve("key.der"), "nonsense");
    assertThatThrownBy(() -> new KeyFile(path).loadOrCreate())
        .isInstanceOf(BadSettingException.class)
        .hasMessage("the key file " + path + " holds no RSA key in PKCS #8 form");
  }

  @Test
  void aPreviousKeyMustBeThere() {
    Path path = folder.resolve("gone.der");
    assertThatThrownBy(() -> new KeyFile(path).load())
        .isInstanceOf(BadSettingException.class)
        .hasMessage("there is no key file " + path);
  }
}
