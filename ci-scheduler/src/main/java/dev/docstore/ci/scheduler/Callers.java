package dev.docstore.ci.scheduler;

import dev.docstore.common.http.TextError;
import dev.docstore.common.token.BearerToken;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Says who may start runs and look at them (page 00 E9). In development mode, which {@code
 * DEV_IDENTITY} switches on, that is whoever names an identity in {@code X-DocStore-Identity}; and
 * anybody with the token that may claim.
 */
final class Callers {
  private final SchedulerSettings settings;
  private final ClaimProof claims;

  Callers(SchedulerSettings settings, ClaimProof claims) {
    this.settings = settings;
    this.claims = claims;
  }

  /** Refuses everybody else with a 401. */
  void require(HttpServletRequest request) {
    if (!namesDevIdentity(request) && !mayClaim(request)) {
      throw TextError.unauthorized();
    }
  }

  private boolean namesDevIdentity(HttpServletRequest request) {
    String identity = request.getHeader("X-DocStore-Identity");
    return settings.devIdentity().isPresent() && identity != null && !identity.isBlank();
  }

  private boolean mayClaim(HttpServletRequest request) {
    return claims.judge(BearerToken.of(request.getHeader("Authorization")), request.getRemoteAddr())
        instanceof ClaimProof.Proven;
  }
}
