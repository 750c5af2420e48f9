package dev.docstore.ci.oidc;

import dev.docstore.common.http.RequestBody;
import dev.docstore.common.http.TextError;
import dev.docstore.common.job.ClaimedJobs;
import dev.docstore.common.job.ClaimedJobs.ClaimedJob;
import dev.docstore.common.json.Json;
import dev.docstore.common.name.Names;
import dev.docstore.common.token.BearerToken;
import dev.docstore.common.token.RequestToken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /ci/token}: a request token buys an identity (spec 03 §12.2). */
@RestController
class TokenController {
  /** What is longer is dropped, not refused. */
  private static final int MAX_BODY_BYTES = 64 << 10;

  private record TokenRequest(@Nullable String audience, @Nullable String checkName) {}

  private record TokenResponse(String token) {}

  private final ClaimedJobs jobs;
  private final IssuedTokens issued;
  private final Signer signer;
  private final OidcSettings settings;
  private final Clock clock;

  TokenController(
      ClaimedJobs jobs, IssuedTokens issued, Signer signer, OidcSettings settings, Clock clock) {
    this.jobs = jobs;
    this.issued = issued;
    this.signer = signer;
    this.settings = settings;
    this.clock = clock;
  }

  @PostMapping("/ci/token")
  ResponseEntity<byte[]> issue(HttpServletRequest request) throws IOException {
    ClaimedJob job = job(request);
    TokenRequest wish =
        RequestBody.cut(request.getInputStream(), MAX_BODY_BYTES)
            .whole(TokenRequest.class, "invalid request body");
    String audience = wish.audience() == null ? "" : wish.audience();
    String checkName = wish.checkName() == null ? "" : wish.checkName();
    if (audience.isEmpty()) {
      throw new TextError(400, "audience is required");
    }
    if (Names.hasControlCharacter(audience) || Names.hasControlCharacter(checkName)) {
      throw new TextError(400, "invalid request body");
    }
    JobIdentity identity =
        new JobIdentity(
            UUID.randomUUID(),
            job,
            settings.issuer(),
            audience,
            checkName,
            clock.instant().truncatedTo(ChronoUnit.SECONDS));
    String token = sign(identity);
    issued.record(identity);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.line(new TokenResponse(token)));
  }

  private ClaimedJob job(HttpServletRequest request) {
    RequestToken token =
        BearerToken.of(request.getHeader("Authorization"))
            .map(RequestToken::new)
            .orElseThrow(TextError::unauthorized);
    try {
      return jobs.find(token).orElseThrow(TextError::unauthorized);
    } catch (SQLException e) {
      throw TextError.internal(e);
    }
  }

  private String sign(JobIdentity identity) {
    try {
      return identity.signedBy(signer);
    } catch (GeneralSecurityException e) {
      throw TextError.internal(e);
    }
  }
}
