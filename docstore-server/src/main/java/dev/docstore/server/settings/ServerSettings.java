package dev.docstore.server.settings;

import dev.docstore.common.settings.DatabaseUrl;
import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything the server is told from outside (spec 01 §2.1, page 00 A2, A5, E9).
 *
 * @param database empty in development mode: the embedded PostgreSQL
 * @param dataDir folder of the embedded PostgreSQL, development mode only
 * @param embeddedPort port of the embedded PostgreSQL; 0 takes a free one
 * @param port HTTP port, all interfaces; 0 takes a free one
 * @param devIdentity who everybody is in development mode; empty otherwise
 * @param bootstrapAdmin admin of repos without an admin, and the global admin
 * @param textLogs key=value lines instead of JSON
 * @param logLevel {@code debug}, {@code info}, {@code warn} or {@code error}
 * @param blobs where large files go
 * @param archive presigned archives; empty means off
 * @param jobTokens whose job tokens are accepted; empty means none
 * @param iap the identity-aware proxy in front
 * @param serviceIdentities identities that may read every repo and manage global subscriptions
 * @param schedulerUrl base URL of ci-scheduler, for live logs
 * @param secretsKeyFile key that secrets are encrypted with, 32 bytes in base64 (page 00 H12);
 *     empty means that what needs it is off
 * @param maxStreams event streams that this instance carries at once
 */
public record ServerSettings(
    Optional<DatabaseUrl> database,
    Path dataDir,
    int embeddedPort,
    int port,
    Optional<String> devIdentity,
    Optional<String> bootstrapAdmin,
    boolean textLogs,
    String logLevel,
    Blobs blobs,
    Optional<Archive> archive,
    Optional<JobTokens> jobTokens,
    Iap iap,
    Set<String> serviceIdentities,
    Optional<String> schedulerUrl,
    Optional<Path> secretsKeyFile,
    int maxStreams) {
  /** Heap that one event stream takes: the container's buffers, mostly. */
  private static final long BYTES_PER_STREAM = 128 * 1024;

  /**
   * Blob tiering (spec 01 §17).
   *
   * @param thresholdBytes longer contents go to the store; 0 or less keeps everything in the
   *     database
   * @param localDir folder of the local store
   */
  public record Blobs(long thresholdBytes, Path localDir) {}

  /**
   * Presigned archives (spec 01 §14.3).
   *
   * @param baseUrl without trailing slash; empty gives relative URLs
   */
  public record Archive(byte[] hmacKey, String baseUrl) {}

  /** How job tokens are verified (spec 03 §13.1). */
  public record JobTokens(URI jwksUrl, String audience, String issuer) {}

  /**
   * What clients are told about signing in (spec 01 §2.3), and how assertions are verified.
   *
   * @param keysUrl where the proxy's public keys are
   */
  public record Iap(
      Optional<String> clientId,
      Optional<String> clientSecret,
      Optional<String> audience,
      URI keysUrl) {}

  /**
   * Whether the server runs on a laptop: everybody is {@link #devIdentity} unless a header says
   * otherwise.
   */
  public boolean development() {
    return devIdentity.isPresent();
  }

  /**
   * Reads and checks everything.
   *
   * @throws BadSettingException for the first value that cannot be used
   */
  public static ServerSettings read(Settings in) {
    in.allowOnlyFlags("dev-identity", "bootstrap-admin", "iap-client-id", "iap-client-secret");
    Optional<String> devIdentity = in.flagOrVariable("dev-identity", "DEV_IDENTITY");
    if (devIdentity.isPresent()) {
      refuseWhenDeployed(in);
    }
    Optional<DatabaseUrl> database = in.variable("DATABASE_URL").map(DatabaseUrl::parse);
    if (database.isEmpty() && devIdentity.isEmpty()) {
      throw new BadSettingException(
          "DATABASE_URL is required (or set DEV_IDENTITY to run on the embedded PostgreSQL)");
    }
    Path dataDir =
        Path.of(in.variable("DOCSTORE_DATA_DIR").orElse("docstore-data")).toAbsolutePath();
    return new ServerSettings(
        database,
        dataDir,
        in.variable("DOCSTORE_PG_PORT").map(v -> Settings.port("DOCSTORE_PG_PORT", v)).orElse(0),
        Settings.port("PORT", in.variable("PORT").orElse("8080")),
        devIdentity,
        in.flagOrVariable("bootstrap-admin", "BOOTSTRAP_ADMIN"),
        in.variable("LOG_FORMAT").filter("text"::equals).isPresent(),
        in.variable("LOG_LEVEL").filter(Set.of("debug", "warn", "error")::contains).orElse("info"),
        blobs(in),
        archive(in),
        jobTokens(in),
        new Iap(
            in.flagOrVariable("iap-client-id", "IAP_CLIENT_ID"),
            in.flagOrVariable("iap-client-secret", "IAP_CLIENT_SECRET"),
            in.variable("IAP_AUDIENCE"),
            URI.create(
                in.variable("IAP_JWKS_URL")
                    .map(url -> httpUrl("IAP_JWKS_URL", url))
                    .orElse("https://www.gstatic.com/iap/verify/public_key-jwk"))),
        in.variable("SERVICE_IDENTITIES")
            .map(
                list ->
                    Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(identity -> !identity.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()))
            .orElse(Set.of()),
        in.variable("CI_SCHEDULER_URL").map(ServerSettings::withoutTrailingSlash),
        secretsKeyFile(in, devIdentity.isPresent(), dataDir),
        in.variable("DOCSTORE_MAX_STREAMS")
            .map(ServerSettings::maxStreams)
            .orElseGet(ServerSettings::streamsThatFit));
  }

  private static Optional<Path> secretsKeyFile(Settings in, boolean development, Path dataDir) {
    Optional<Path> given =
        in.variable("DOCSTORE_SECRETS_KEY_FILE").map(file -> Path.of(file).toAbsolutePath());
    if (development) {
      return given.or(() -> Optional.of(dataDir.resolve("secrets.key")));
    }
    // Read here once, so that a bad key is one line at the start.
    given.ifPresent(SecretsKey::read);
    return given;
  }

  private static int maxStreams(String text) {
    return number(text)
        .filter(value -> value >= 1 && value <= 100_000)
        .map(Long::intValue)
        .orElseThrow(
            () ->
                new BadSettingException(
                    "DOCSTORE_MAX_STREAMS must be a number from 1 to 100000, not " + text));
  }

  /** A quarter of the heap, and less than the connections that the container accepts. */
  private static int streamsThatFit() {
    return (int) Math.min(8192, Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_STREAM);
  }

  /** A process that finds itself deployed must never believe whoever calls it (page 00 A5). */
  private static void refuseWhenDeployed(Settings in) {
    for (String marker : new String[] {"K_SERVICE", "KUBERNETES_SERVICE_HOST"}) {
      if (in.variable(marker).isPresent()) {
        throw new BadSettingException(
            "DEV_IDENTITY is for development only and "
                + marker
                + " says that this is a deployment; unset DEV_IDENTITY");
      }
    }
  }

  private static Blobs blobs(Settings in) {
    String store = in.variable("DOCSTORE_BLOB_STORE").orElse("local");
    if (!store.equals("local")) {
      throw new BadSettingException("DOCSTORE_BLOB_STORE must be local, not " + store);
    }
    long threshold =
        in.variable("DOCSTORE_BLOB_THRESHOLD_BYTES")
            .flatMap(ServerSettings::number)
            .orElse(1_048_576L);
    return new Blobs(
        threshold, Path.of(in.variable("DOCSTORE_BLOB_LOCAL_DIR").orElse("/tmp/docstore-blobs")));
  }

  private static Optional<Archive> archive(Settings in) {
    String baseUrl =
        in.variable("ARCHIVE_BASE_URL").map(url -> httpUrl("ARCHIVE_BASE_URL", url)).orElse("");
    return in.variable("ARCHIVE_HMAC_SECRET")
        .map(text -> new Archive(Settings.base64("ARCHIVE_HMAC_SECRET", text), baseUrl));
  }

  private static Optional<JobTokens> jobTokens(Settings in) {
    return in.variable("OIDC_JWKS_URL")
        .map(
            url ->
                new JobTokens(
                    URI.create(httpUrl("OIDC_JWKS_URL", url)),
                    in.variable("OIDC_AUDIENCE").orElse("docstore"),
                    in.variable("OIDC_ISSUER").orElse("https://oidc.docstore.dev")));
  }

  private static String httpUrl(String name, String text) {
    try {
      URI uri = URI.create(text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return withoutTrailingSlash(text);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message for every bad URL.
    }
    throw new BadSettingException(name + " must be an http or https URL with a host");
  }

  private static String withoutTrailingSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
