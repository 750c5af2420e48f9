package dev.docstore.ci.scheduler;

import dev.docstore.common.settings.DatabaseUrl;
import dev.docstore.common.settings.LogSettings;
import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the scheduler is told (spec 03 §6, page 00 E9 and H9); {@code docs/ci-scheduler.md} explains
 * every variable.
 *
 * @param server the DocStore server; without it no config is read and every trigger matches
 * @param ownUrl where the server reaches this process; needed to register the webhook
 * @param webhookSecret signs deliveries; without it every delivery is believed
 * @param supersedeRunning whether a newer push also cancels a job that is under way
 * @param devClaimToken lets workers claim outside Kubernetes
 * @param inCluster whether this runs in Kubernetes, where pods prove themselves
 */
record SchedulerSettings(
    int port,
    DatabaseUrl database,
    Optional<URI> server,
    Optional<URI> ownUrl,
    Optional<String> webhookSecret,
    String oidcTokenUrl,
    boolean supersedeRunning,
    Identity identity,
    Optional<String> devClaimToken,
    boolean inCluster,
    LogSettings log) {
  /**
   * Who is who between our own services.
   *
   * @param dev who the scheduler is towards a development server
   * @param audience whom its ID tokens are for; without it none are sent
   * @param metadataHost where they come from
   * @param services whose ID tokens are let in here
   * @param keysUrl the public keys of ID tokens
   */
  record Identity(
      Optional<String> dev,
      Optional<String> audience,
      String metadataHost,
      Set<String> services,
      URI keysUrl) {}

  static SchedulerSettings of(Settings settings) {
    settings.allowOnlyFlags(
        "port", "docstore-url", "scheduler-url", "webhook-secret", "oidc-token-url");
    SchedulerSettings read =
        new SchedulerSettings(
            Settings.port("PORT", settings.flagOrVariable("port", "PORT").orElse("8080")),
            DatabaseUrl.parse(settings.required("DATABASE_URL")),
            settings
                .flagOrVariable("docstore-url", "DOCSTORE_URL")
                .map(url -> url("DOCSTORE_URL", url)),
            settings
                .flagOrVariable("scheduler-url", "RUNNER_URL")
                .map(url -> url("RUNNER_URL", url)),
            settings.flagOrVariable("webhook-secret", "WEBHOOK_SECRET"),
            settings
                .flagOrVariable("oidc-token-url", "OIDC_TOKEN_URL")
                .orElse("https://oidc.docstore.dev/ci/token"),
            flag(settings, "SUPERSEDE_RUNNING"),
            identity(settings),
            settings.developmentOnly("DEV_CLAIM_TOKEN"),
            settings.variable("KUBERNETES_SERVICE_HOST").isPresent(),
            LogSettings.of(settings));
    return read.checked();
  }

  private static Identity identity(Settings settings) {
    return new Identity(
        settings.developmentOnly("DEV_IDENTITY"),
        settings.variable("DOCSTORE_AUDIENCE"),
        settings.variable("GCE_METADATA_HOST").orElse("metadata.google.internal"),
        settings.variable("SERVICE_IDENTITIES").stream()
            .flatMap(list -> Arrays.stream(list.split(",")))
            .map(String::strip)
            .filter(identity -> !identity.isEmpty())
            .collect(Collectors.toUnmodifiableSet()),
        url(
            "OAUTH_JWKS_URL",
            settings
                .variable("OAUTH_JWKS_URL")
                .orElse("https://www.googleapis.com/oauth2/v3/certs")));
  }

  private SchedulerSettings checked() {
    if (!identity.services().isEmpty() && ownUrl.isEmpty()) {
      throw new BadSettingException(
          "SERVICE_IDENTITIES needs RUNNER_URL, which the services' ID tokens are made for");
    }
    if (server.isPresent() && identity.dev().isPresent() && identity.audience().isPresent()) {
      throw new BadSettingException(
          "DEV_IDENTITY and DOCSTORE_AUDIENCE exclude each other; unset one");
    }
    return this;
  }

  Optional<String> devIdentity() {
    return identity.dev();
  }

  private static boolean flag(Settings settings, String name) {
    String value = settings.variable(name).orElse("false");
    return switch (value) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new BadSettingException(name + " must be true or false, not " + value);
    };
  }

  private static URI url(String name, String text) {
    try {
      URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message for every bad URL.
    }
    throw new BadSettingException(name + " must be an http or https URL, not " + text);
  }
}
