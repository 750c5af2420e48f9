package dev.docstore.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 01 §2.1; page 00 A5, H12. */
class ServerSettingsTest {
  private static ServerSettings read(Map<String, String> environment, String... flags) {
    return ServerSettings.read(Settings.of(flags, environment));
  }

  /** A server with a database, and one more variable. */
  private static ServerSettings with(String name, String value) {
    return read(Map.of("DATABASE_URL", "postgres://db/docs", name, value));
  }

  @Test
  void needsADatabaseUnlessInDevelopment() {
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(BadSettingException.class)
        .hasMessageStartingWith("DATABASE_URL is required");
    ServerSettings development = read(Map.of("DEV_IDENTITY", "a@b.c"));
    assertThat(development.database()).isEmpty();
    assertThat(development.development()).isTrue();
    assertThat(development.secretsKeyFile())
        .hasValue(Path.of("docstore-data/secrets.key").toAbsolutePath());
  }

  @Test
  void hasTheDefaultsOfTheContract() {
    ServerSettings settings = read(Map.of("DATABASE_URL", "postgres://db/docs"));
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.development()).isFalse();
    assertThat(settings.textLogs()).isFalse();
    assertThat(settings.logLevel()).isEqualTo("info");
    assertThat(settings.blobs())
        .isEqualTo(
            new ServerSettings.Blobs(1_048_576, Path.of("/tmp/docstore-blobs"), Optional.empty()));
    assertThat(settings.archive()).isEmpty();
    assertThat(settings.jobTokens()).isEmpty();
    assertThat(settings.secretsKeyFile()).isEmpty();
  }

  @Test
  void aFlagWins() {
    assertThat(
            read(
                Map.of("DEV_IDENTITY", "env@b.c", "BOOTSTRAP_ADMIN", "env@b.c"),
                "--dev-identity=flag@b.c",
                "--bootstrap-admin",
                "boss@b.c"))
        .returns("flag@b.c", settings -> settings.devIdentity().orElseThrow())
        .returns("boss@b.c", settings -> settings.bootstrapAdmin().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"K_SERVICE", "KUBERNETES_SERVICE_HOST"})
  void aDevelopmentIdentityStaysAtHome(String marker) {
    assertThatThrownBy(() -> read(Map.of("DEV_IDENTITY", "a@b.c", marker, "x")))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining(marker);
  }

  @ParameterizedTest
  @CsvSource({"'', 1048576", "x, 1048576", "0, 0", "-1, -1", "100, 100"})
  void anUnreadableThresholdIsTheDefault(String text, long bytes) {
    assertThat(with("DOCSTORE_BLOB_THRESHOLD_BYTES", text).blobs().thresholdBytes())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"debug, debug", "warn, warn", "error, error", "loud, info", "'', info"})
  void anUnknownLevelIsInfo(String text, String level) {
    assertThat(with("LOG_LEVEL", text).logLevel()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT|eighty|PORT must be a port between 0 and 65535, not eighty",
        "DATABASE_URL|mysql://x|DATABASE_URL must look like postgres://user:password@host:5432/database",
        "DOCSTORE_BLOB_STORE|tape|DOCSTORE_BLOB_STORE must be local or gcs, not tape",
        "DOCSTORE_BLOB_STORE|gcs|DOCSTORE_BLOB_BUCKET is required when DOCSTORE_BLOB_STORE is gcs",
        "ARCHIVE_HMAC_SECRET|not base64|ARCHIVE_HMAC_SECRET must be standard base64",
        "ARCHIVE_BASE_URL|ftp://x|ARCHIVE_BASE_URL must be an http or https URL with a host",
        "ARCHIVE_BASE_URL|/relative|ARCHIVE_BASE_URL must be an http or https URL with a host",
        "OIDC_JWKS_URL|nonsense|OIDC_JWKS_URL must be an http or https URL with a host",
        "OIDC_JWKS_URL|http:///keys|OIDC_JWKS_URL must be an http or https URL with a host",
        "SESSION_SECRET|?|SESSION_SECRET must be standard base64",
        "SESSION_SECRET|c2hvcnQ=|SESSION_SECRET must be at least 16 bytes long: openssl rand -base64 32",
        "SESSION_SECRET|MDEyMzQ1Njc4OWFiY2RlZg==|SESSION_SECRET is set but OAUTH_CLIENT_ID is not: ID tokens made for any other application would be taken; set OAUTH_CLIENT_ID",
        "OAUTH_CLIENT_SECRET|x|OAUTH_CLIENT_SECRET is set but OAUTH_CLIENT_ID is not: ID tokens made for any other application would be taken; set OAUTH_CLIENT_ID",
        "DOCSTORE_MAX_STREAMS|0|DOCSTORE_MAX_STREAMS must be a number from 1 to 100000, not 0"
      })
  void aBadValueIsOneClearLine(String name, String value, String line) {
    Map<String, String> environment = new HashMap<>(Map.of("DATABASE_URL", "postgres://db/docs"));
    environment.put(name, value);
    assertThatThrownBy(() -> read(environment))
        .isInstanceOf(BadSettingException.class)
        .hasMessage(line);
  }

  @Test
  void presignedArchivesHaveAKeyAndABase() {
    ServerSettings.Archive archive =
        read(Map.of(
                "DATABASE_URL",
                "postgres://db/docs",
                "ARCHIVE_HMAC_SECRET",
                "AQI=",
                "ARCHIVE_BASE_URL",
                "https://docs.example.com/"))
            .archive()
            .orElseThrow();
    assertThat(archive.hmacKey()).containsExactly(1, 2);
    assertThat(archive.baseUrl()).isEqualTo("https://docs.example.com");
  }

  @Test
  void keepsLogsInAFolderOrABucket() {
    assertThat(with("LOG_LOCAL_DIR", "/var/logs").logs())
        .isEqualTo(new ServerSettings.Logs(Path.of("/var/logs"), Optional.empty()));
    assertThat(
            read(Map.of(
                    "DATABASE_URL", "postgres://db/docs", "LOG_STORE", "gcs", "LOG_BUCKET", "b"))
                .logs()
                .bucket())
        .contains(new ServerSettings.LogBucket("b"));
    assertThatThrownBy(() -> with("LOG_STORE", "gcs"))
        .hasMessage("LOG_BUCKET is required when LOG_STORE=gcs");
    assertThatThrownBy(() -> with("LOG_STORE", "s3"))
        .hasMessage("unsupported LOG_STORE \"s3\": must be 'local' or 'gcs'");
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:4443/, http://127.0.0.1:4443", "gcs:80, http://gcs:80", "'', "})
  void aBucketMayBeThatOfAnEmulator(String variable, @Nullable URI url) {
    assertThat(
            read(Map.of(
                    "DATABASE_URL",
                    "postgres://db/docs",
                    "DOCSTORE_BLOB_STORE",
                    "gcs",
                    "DOCSTORE_BLOB_BUCKET",
                    "contents",
                    "STORAGE_EMULATOR_HOST",
                    variable))
                .storageEmulator())
        .isEqualTo(Optional.ofNullable(url));
  }

  @Test
  void signsInWithGoogleWhenTheClientIsKnown() {
    Map<String, String> environment =
        Map.of("DATABASE_URL", "postgres://db/docs", "OAUTH_CLIENT_ID", "env");
    OAuth onlyTokens = read(environment, "--oauth-client-id=flag").oauth().orElseThrow();
    assertThat(onlyTokens.clientId()).isEqualTo("flag");
    assertThat(onlyTokens.login()).isEmpty();
    assertThat(onlyTokens.tokenUrl()).hasHost("oauth2.googleapis.com");

    OAuth all =
        read(
                environment,
                "--oauth-client-secret",
                "shh",
                "--session-secret=MDEyMzQ1Njc4OWFiY2RlZg==")
            .oauth()
            .orElseThrow();
    assertThat(all.login().orElseThrow().sessionSecret()).hasSize(16);
    assertThat(read(Map.of("DEV_IDENTITY", "a@b.c")).oauth()).isEmpty();
  }

  @Test
  void servicesAreAList() {
    assertThat(with("SERVICE_IDENTITIES", " ci@x , ,other@x").serviceIdentities())
        .containsExactlyInAnyOrder("ci@x", "other@x");
  }

  @Test
  void anUnknownFlagIsRefused() {
    assertThatThrownBy(() -> read(Map.of("DEV_IDENTITY", "a@b.c"), "--verbose"))
        .hasMessageStartingWith("unknown flag: --verbose");
  }
}
