package dev.docstore.ci.scheduler;

import dev.docstore.common.http.TextError;
import dev.docstore.common.token.BearerToken;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Says who may start runs and look at them (page 00 E9): our own services, by a Google-signed ID
 * token. In development mode, which {@code DEV_IDENTITY} switches on, whoever names an identity in
 * {@code X-DocStore-Identity}, and anybody with the token that may claim.
 *
 * @param google nothing where no service is named
 */
record Callers(SchedulerSettings settings, Optional<GoogleCallers> google) {
  /** The caller's name; everybody else is refused with a 401. */
  String require(HttpServletRequest request) {
    return developer(request)
        .or(
            () ->
                BearerToken.of(request.getHeader("Authorization")).flatMap(token -> bearer(token)))
        .orElseThrow(TextError::unauthorized);
  }

  private Optional<String> developer(HttpServletRequest request) {
    return settings
        .devIdentity()
        .flatMap(_ -> Optional.ofNullable(request.getHeader("X-DocStore-Identity")))
        .filter(identity -> !identity.isBlank());
  }

  private Optional<String> bearer(String token) {
    return settings
        .devClaimToken()
        .filter(expected -> matches(token, expected))
        .map(_ -> "a worker")
        .or(() -> google.flatMap(services -> services.verify(token)));
  }

  private static boolean matches(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
