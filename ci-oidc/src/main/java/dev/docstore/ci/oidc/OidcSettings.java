package dev.docstore.ci.oidc;

import dev.docstore.common.settings.DatabaseUrl;
import dev.docstore.common.settings.LogSettings;
import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the issuer is told (spec 03 §12.1).
 *
 * @param issuer without a trailing slash; every token's {@code iss}
 * @param database nothing in public-only mode, which opens none
 * @param keyFile where the local signer keeps its key; nothing means a key that dies with the
 *     process
 * @param previousKeyFile the key before this one, still published so that its tokens verify
 */
record OidcSettings(
    int port,
    String issuer,
    Optional<DatabaseUrl> database,
    Optional<Path> keyFile,
    Optional<Path> previousKeyFile,
    LogSettings log) {
  static OidcSettings of(Settings settings) {
    settings.allowOnlyFlags("port", "issuer-url", "kms-key-version", "public-only");
    if (settings
        .variable("KMS_KEY_VERSION")
        .or(() -> settings.flag("kms-key-version"))
        .isPresent()) {
      throw new BadSettingException(
          "KMS_KEY_VERSION: this build signs with a local key only; unset it");
    }
    boolean publicOnly =
        isTrue(settings.variable("PUBLIC_ONLY")) || isTrue(settings.flag("public-only"));
    return new OidcSettings(
        Settings.port("PORT", settings.flagOrVariable("port", "PORT").orElse("8080")),
        issuer(settings),
        publicOnly
            ? Optional.empty()
            : Optional.of(DatabaseUrl.parse(settings.required("DATABASE_URL"))),
        settings.variable("OIDC_KEY_FILE").map(Path::of),
        settings.variable("OIDC_PREVIOUS_KEY_FILE").map(Path::of),
        LogSettings.of(settings));
  }

  /** Unlike the port, the variable wins over the flag. */
  private static String issuer(Settings settings) {
    String issuer =
        settings
            .variable("ISSUER_URL")
            .or(() -> settings.flag("issuer-url"))
            .orElse("https://oidc.docstore.dev");
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }

  private static boolean isTrue(Optional<String> value) {
    return value.filter(text -> text.equals("true") || text.equals("1")).isPresent();
  }
}
