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
 * Everything the server is told from outside (spec 01 §2.1, page 00 A2, A5, E9). What each variable
 * means stands here once: {@code docs/configuration.md} is made from it.
 */
public record ServerSettings(
    @Setting(
            name = "DATABASE_URL",
            standard = "required; in development mode the embedded PostgreSQL",
            meaning =
                "`postgres://user:password@host:port/database?options`; `?host=/folder` connects"
                    + " through the Unix socket in that folder (Cloud SQL:"
                    + " `?host=/cloudsql/project:region:instance`)")
        Optional<DatabaseUrl> database,
    @Setting(
            name = "DOCSTORE_DATA_DIR",
            standard = "`docstore-data`",
            meaning = "folder of the embedded PostgreSQL, in development mode")
        Path dataDir,
    @Setting(
            name = "DOCSTORE_PG_PORT",
            standard = "any free port",
            meaning = "port of the embedded PostgreSQL, in development mode")
        int embeddedPort,
    @Setting(
            name = "PORT",
            standard = "`8080`",
            meaning = "HTTP port, on all interfaces; `0` takes a free one")
        int port,
    @Setting(
            name = "DEV_IDENTITY",
            flag = "dev-identity",
            meaning =
                "development mode: every request is from this identity, or from the one that its"
                    + " header `X-DocStore-Identity` names; refused on Cloud Run and in Kubernetes")
        Optional<String> devIdentity,
    @Setting(
            name = "BOOTSTRAP_ADMIN",
            flag = "bootstrap-admin",
            meaning = "the global admin, and admin of every repo that has no admin of its own")
        Optional<String> bootstrapAdmin,
    @Setting(
            name = "LOG_FORMAT",
            standard = "JSON",
            meaning = "`text` writes key=value lines instead")
        boolean textLogs,
    @Setting(
            name = "LOG_LEVEL",
            standard = "`info`",
            meaning = "`debug`, `info`, `warn` or `error`; anything else is `info`")
        String logLevel,
    Blobs blobs,
    Optional<Archive> archive,
    Optional<JobTokens> jobTokens,
    Iap iap,
    Optional<OAuth> oauth,
    @Setting(
            name = "SERVICE_IDENTITIES",
            meaning =
                "our own services, separated by commas: they read every repo and manage global"
                    + " subscriptions")
        Set<String> serviceIdentities,
    Logs logs,
    @Setting(
            name = "STORAGE_EMULATOR_HOST",
            standard = "the service itself",
            meaning =
                "base URL of a server that stands in for Google Cloud Storage and asks for no"
                    + " credentials")
        Optional<URI> storageEmulator,
    @Setting(name = "CI_SCHEDULER_URL", meaning = "base URL of ci-scheduler, for live logs")
        Optional<String> schedulerUrl,
    @Setting(
            name = "DOCSTORE_SECRETS_KEY_FILE",
            standard = "off; in development mode `secrets.key` in the data folder, made if missing",
            meaning =
                "file with the key that secrets are encrypted with: 32 random bytes in base64,"
                    + " readable by nobody else")
        Optional<Path> secretsKeyFile,
    @Setting(
            name = "DOCSTORE_MAX_STREAMS",
            standard = "as many as half of the heap carries, at most 8192",
            meaning = "event streams that this instance carries at once, 1 to 100000")
        int maxStreams) {
  /** Heap that one event stream takes, measured: the container's buffers, mostly. */
  private static final long BYTES_PER_STREAM = 192 * 1024;

  /** Blob tiering (spec 01 §17). */
  public record Blobs(
      @Setting(
              name = "DOCSTORE_BLOB_THRESHOLD_BYTES",
              standard = "`1048576`",
              meaning =
                  "contents longer than this many bytes go to the blob store; 0 or less keeps"
                      + " everything in the database; what is no number is the default")
          long thresholdBytes,
      @Setting(
              name = "DOCSTORE_BLOB_LOCAL_DIR",
              standard = "`/tmp/docstore-blobs`",
              meaning = "folder of the local blob store, made if missing")
          Path localDir,
      @Setting(
              name = "DOCSTORE_BLOB_STORE",
              standard = "`local`",
              meaning = "`local`, or `gcs` for a bucket of Google Cloud Storage")
          Optional<Gcs> gcs) {}

  /** A bucket of Google Cloud Storage. */
  public record Gcs(
      @Setting(
              name = "DOCSTORE_BLOB_BUCKET",
              standard = "required for `gcs`",
              meaning = "the bucket's name")
          String bucket) {}

  /** Where the logs of checks are kept (spec 03 §10, §16.3). */
  public record Logs(
      @Setting(
              name = "LOG_LOCAL_DIR",
              standard = "`/tmp/ci-logs`",
              meaning = "folder of the local log store, made if missing")
          Path localDir,
      @Setting(
              name = "LOG_STORE",
              standard = "`local`",
              meaning =
                  "where check logs are kept: `local`, or `gcs` for a bucket of Google Cloud Storage")
          Optional<LogBucket> bucket) {}

  /** A bucket of Google Cloud Storage for logs. */
  public record LogBucket(
      @Setting(name = "LOG_BUCKET", standard = "required for `gcs`", meaning = "the bucket's name")
          String name) {}

  /** Presigned archives (spec 01 §14.3). */
  public record Archive(
      @Setting(
              name = "ARCHIVE_HMAC_SECRET",
              standard = "no presigned archives",
              meaning = "key that presigned URLs are signed with, standard base64")
          byte[] hmacKey,
      @Setting(
              name = "ARCHIVE_BASE_URL",
              standard = "relative URLs",
              meaning = "what presigned URLs begin with: http or https, with a host")
          String baseUrl) {}

  /** How job tokens are verified (spec 03 §13.1). */
  public record JobTokens(
      @Setting(
              name = "OIDC_JWKS_URL",
              standard = "job tokens are not accepted",
              meaning = "public keys of the token issuer, ci-oidc")
          URI jwksUrl,
      @Setting(
              name = "OIDC_AUDIENCE",
              standard = "`docstore`",
              meaning = "the audience that job tokens must be made for")
          String audience,
      @Setting(
              name = "OIDC_ISSUER",
              standard = "`https://oidc.docstore.dev`",
              meaning = "whose job tokens are accepted")
          String issuer) {}

  /** What clients are told about signing in (spec 01 §2.3), and how assertions are verified. */
  public record Iap(
      @Setting(
              name = "IAP_CLIENT_ID",
              flag = "iap-client-id",
              meaning = "OAuth client of the proxy in front, published for `ds login`")
          Optional<String> clientId,
      @Setting(
              name = "IAP_CLIENT_SECRET",
              flag = "iap-client-secret",
              meaning = "the client's secret, published for `ds login` as desktop clients need it")
          Optional<String> clientSecret,
      @Setting(
              name = "IAP_AUDIENCE",
              standard = "any, with a warning",
              meaning = "the audience that assertions of the proxy must be made for")
          Optional<String> audience,
      @Setting(name = "IAP_JWKS_URL", standard = "Google's", meaning = "public keys of the proxy")
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
    in.allowOnlyFlags(SettingsTable.flags());
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
                    .map(url -> HttpUrl.checked("IAP_JWKS_URL", url))
                    .orElse("https://www.gstatic.com/iap/verify/public_key-jwk"))),
        OAuth.read(in),
        in.variable("SERVICE_IDENTITIES")
            .map(
                list ->
                    Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(identity -> !identity.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()))
            .orElse(Set.of()),
        logs(in),
        // Other clients of the service read this variable too, and take an address without a
        // scheme.
        in.variable("STORAGE_EMULATOR_HOST")
            .map(host -> host.contains("://") ? host : "http://" + host)
            .map(url -> URI.create(HttpUrl.checked("STORAGE_EMULATOR_HOST", url))),
        in.variable("CI_SCHEDULER_URL").map(HttpUrl::withoutTrailingSlash),
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

  /** Half of the heap, and less than the connections that the container accepts. */
  private static int streamsThatFit() {
    return (int) Math.min(8192, Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_STREAM);
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
    Optional<Gcs> gcs =
        switch (in.variable("DOCSTORE_BLOB_STORE").orElse("local")) {
          case "local" -> Optional.empty();
          case "gcs" -> Optional.of(gcs(in));
          case String other ->
              throw new BadSettingException(
                  "DOCSTORE_BLOB_STORE must be local or gcs, not " + other);
        };
    long threshold =
        in.variable("DOCSTORE_BLOB_THRESHOLD_BYTES")
            .flatMap(ServerSettings::number)
            .orElse(1_048_576L);
    return new Blobs(
        threshold,
        Path.of(in.variable("DOCSTORE_BLOB_LOCAL_DIR").orElse("/tmp/docstore-blobs")),
        gcs);
  }

  private static Logs logs(Settings in) {
    Optional<LogBucket> bucket =
        switch (in.variable("LOG_STORE").orElse("local")) {
          case "local" -> Optional.empty();
          case "gcs" ->
              Optional.of(
                  new LogBucket(
                      in.variable("LOG_BUCKET")
                          .orElseThrow(
                              () ->
                                  new BadSettingException(
                                      "LOG_BUCKET is required when LOG_STORE=gcs"))));
          case String other ->
              throw new BadSettingException(
                  "unsupported LOG_STORE \"%s\": must be 'local' or 'gcs'".formatted(other));
        };
    return new Logs(
        Path.of(in.variable("LOG_LOCAL_DIR").orElse("/tmp/ci-logs")).toAbsolutePath(), bucket);
  }

  private static Gcs gcs(Settings in) {
    String bucket =
        in.variable("DOCSTORE_BLOB_BUCKET")
            .orElseThrow(
                () ->
                    new BadSettingException(
                        "DOCSTORE_BLOB_BUCKET is required when DOCSTORE_BLOB_STORE is gcs"));
    return new Gcs(bucket);
  }

  private static Optional<Archive> archive(Settings in) {
    String baseUrl =
        in.variable("ARCHIVE_BASE_URL")
            .map(url -> HttpUrl.checked("ARCHIVE_BASE_URL", url))
            .orElse("");
    return in.variable("ARCHIVE_HMAC_SECRET")
        .map(text -> new Archive(Settings.base64("ARCHIVE_HMAC_SECRET", text), baseUrl));
  }

  private static Optional<JobTokens> jobTokens(Settings in) {
    return in.variable("OIDC_JWKS_URL")
        .map(
            url ->
                new JobTokens(
                    URI.create(HttpUrl.checked("OIDC_JWKS_URL", url)),
                    in.variable("OIDC_AUDIENCE").orElse("docstore"),
                    in.variable("OIDC_ISSUER").orElse("https://oidc.docstore.dev")));
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
