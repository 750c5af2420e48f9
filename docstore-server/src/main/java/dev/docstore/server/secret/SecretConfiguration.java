package dev.docstore.server.secret;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.server.settings.SecretsKey;
import dev.docstore.server.settings.ServerSettings;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {
  @Bean
  SecretBox secretBox(ServerSettings settings) {
    return settings
        .secretsKeyFile()
        .map(file -> box(file, settings.development()))
        .orElseGet(NoKey::new);
  }

  /** A laptop makes its key the first time that one is needed. */
  private static SecretBox box(Path file, boolean development) {
    if (development) {
      SingletonSupplier<byte[]> key = SingletonSupplier.of(() -> SecretsKey.readOrCreate(file));
      return new KeyFileBox(key::obtain);
    }
    byte[] key = SecretsKey.read(file);
    return new KeyFileBox(() -> key);
  }

  /** A server without a key runs, and refuses what would need one. */
  private static final class NoKey implements SecretBox {
    @Override
    public byte[] seal(String owner, String secret) {
      throw refusal();
    }

    @Override
    public String open(String owner, byte[] sealed) {
      throw refusal();
    }

    private static DocStoreException refusal() {
      return new DocStoreException(
          ErrorCode.SERVICE_UNAVAILABLE,
          "this server has no key to encrypt secrets with; set DOCSTORE_SECRETS_KEY_FILE");
    }
  }
}
