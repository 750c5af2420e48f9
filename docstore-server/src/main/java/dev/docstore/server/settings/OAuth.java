package dev.docstore.server.settings;

import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Signing in with Google in place of the identity-aware proxy (spec 01 §21.1).
 *
 * @param clientId the application's id, and the only audience whose ID tokens are taken
 */
public record OAuth(
    @Setting(
            name = "OAUTH_CLIENT_ID",
            flag = "oauth-client-id",
            standard = "off",
            meaning =
                "selects sign-in with Google in place of the proxy; the audience that ID tokens"
                    + " must be made for")
        String clientId,
    @Setting(
            name = "OAUTH_CLIENT_SECRET",
            flag = "oauth-client-secret",
            standard = "no login page",
            meaning = "exchanges the code of a login for an ID token; never published")
        Optional<String> clientSecret,
    @Setting(
            name = "SESSION_SECRET",
            flag = "session-secret",
            standard = "no session cookies",
            meaning = "key of session cookies, standard base64 of at least 16 bytes")
        Optional<byte[]> sessionSecret,
    @Setting(
            name = "OAUTH_AUTHORIZATION_URL",
            standard = "Google's",
            meaning = "where browsers are sent to sign in")
        URI authorizationUrl,
    @Setting(
            name = "OAUTH_TOKEN_URL",
            standard = "Google's",
            meaning = "where a code is exchanged for an ID token")
        URI tokenUrl,
    @Setting(
            name = "OAUTH_JWKS_URL",
            standard = "Google's",
            meaning = "the public keys of ID tokens")
        URI keysUrl) {
  private static final int LEAST_KEY_BYTES = 16;

  /** What the login endpoints need all of. */
  public record Login(
      String clientId,
      String clientSecret,
      byte[] sessionSecret,
      URI authorizationUrl,
      URI tokenUrl) {}

  /** Empty unless everything is there that a login in a browser takes. */
  public Optional<Login> login() {
    return clientSecret.flatMap(
        secret ->
            sessionSecret.map(key -> new Login(clientId, secret, key, authorizationUrl, tokenUrl)));
  }

  /**
   * Empty without {@code OAUTH_CLIENT_ID}.
   *
   * @throws BadSettingException when only parts of it are configured: without the client id nothing
   *     would say for whom an ID token was made
   */
  static Optional<OAuth> read(Settings in) {
    Optional<String> clientSecret = in.flagOrVariable("oauth-client-secret", "OAUTH_CLIENT_SECRET");
    Optional<byte[]> sessionSecret =
        in.flagOrVariable("session-secret", "SESSION_SECRET").map(OAuth::sessionKey);
    Optional<OAuth> configured =
        in.flagOrVariable("oauth-client-id", "OAUTH_CLIENT_ID")
            .map(
                clientId ->
                    new OAuth(
                        clientId,
                        clientSecret,
                        sessionSecret,
                        url(
                            in,
                            "OAUTH_AUTHORIZATION_URL",
                            "https://accounts.google.com/o/oauth2/v2/auth"),
                        url(in, "OAUTH_TOKEN_URL", "https://oauth2.googleapis.com/token"),
                        url(in, "OAUTH_JWKS_URL", "https://www.googleapis.com/oauth2/v3/certs")));
    if (configured.isEmpty()) {
      refuseParts(in);
    }
    return configured;
  }

  private static void refuseParts(Settings in) {
    for (String[] part :
        List.of(
            new String[] {"oauth-client-secret", "OAUTH_CLIENT_SECRET"},
            new String[] {"session-secret", "SESSION_SECRET"})) {
      if (in.flagOrVariable(part[0], part[1]).isPresent()) {
        throw new BadSettingException(
            part[1]
                + " is set but OAUTH_CLIENT_ID is not: ID tokens made for any other application"
                + " would be taken; set OAUTH_CLIENT_ID");
      }
    }
  }

  private static byte[] sessionKey(String text) {
    byte[] key = Settings.base64("SESSION_SECRET", text);
    if (key.length < LEAST_KEY_BYTES) {
      throw new BadSettingException(
          "SESSION_SECRET must be at least 16 bytes long: openssl rand -base64 32");
    }
    return key;
  }

  private static URI url(Settings in, String name, String standard) {
    return URI.create(HttpUrl.checked(name, in.variable(name).orElse(standard)));
  }
}
