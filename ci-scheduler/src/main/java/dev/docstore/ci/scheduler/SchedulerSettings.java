package dev.docstore.ci.scheduler;

import dev.docstore.common.settings.DatabaseUrl;
import dev.docstore.common.settings.LogSettings;
import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.util.Optional;

/**
 * What the scheduler is told (spec 03 §6, page 00 E9 and H9).
 *
 * @param server the DocStore server; without it no config is read and every trigger matches
 * @param ownUrl where the server reaches this process; needed to register the webhook
 * @param webhookSecret signs deliveries; without it every delivery is believed
 * @param devIdentity who the scheduler is towards a development server
 * @param devClaimToken lets workers claim outside Kubernetes
 */
record SchedulerSettings(
    int port,
    DatabaseUrl database,
    Optional<URI> server,
    Optional<URI> ownUrl,
    Optional<String> webhookSecret,
    String oidcTokenUrl,
    Optional<String> devIdentity,
    Optional<String> devClaimToken,
    LogSettings log) {
  static SchedulerSettings of(Settings settings) {
    settings.allowOnlyFlags(
        "port", "docstore-url", "scheduler-url", "webhook-secret", "oidc-token-url");
    return new SchedulerSettings(
        Settings.port("PORT", settings.flagOrVariable("port", "PORT").orElse("8080")),
        DatabaseUrl.parse(settings.required("DATABASE_URL")),
        settings
            .flagOrVariable("docstore-url", "DOCSTORE_URL")
            .map(url -> url("DOCSTORE_URL", url)),
        settings.flagOrVariable("scheduler-url", "RUNNER_URL").map(url -> url("RUNNER_URL", url)),
        settings.flagOrVariable("webhook-secret", "WEBHOOK_SECRET"),
        settings
            .flagOrVariable("oidc-token-url", "OIDC_TOKEN_URL")
            .orElse("https://oidc.docstore.dev/ci/token"),
        settings.developmentOnly("DEV_IDENTITY"),
        settings.developmentOnly("DEV_CLAIM_TOKEN"),
        LogSettings.of(settings));
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
