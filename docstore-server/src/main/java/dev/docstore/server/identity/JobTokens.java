package dev.docstore.server.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.docstore.server.identity.JobStanding.ClaimedJob;
import dev.docstore.server.settings.ServerSettings;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Verifies the signed identities of CI jobs (spec 03 §13.2, page 00 A3, A4). */
@Component
class JobTokens {
  /** How job tokens are verified, and with which keys. */
  private record Issuer(String name, String audience, KeySet keys) {}

  private final @Nullable Issuer issuer;
  private final JobStanding standing;
  private final Clock clock;

  JobTokens(ServerSettings settings, JobStanding standing, Clock clock) {
    this.issuer =
        settings
            .jobTokens()
            .map(to -> new Issuer(to.issuer(), to.audience(), new KeySet(to.jwksUrl(), clock)))
            .orElse(null);
    this.standing = standing;
    this.clock = clock;
  }

  /** Whether a token claims to come from our issuer, so that nobody else judges it. */
  boolean areIssuedAs(SignedToken token) {
    return issuer != null && token.saysIssuer(issuer.name());
  }

  /** The job; empty when the token does not hold or its job is not being worked on. */
  Optional<Caller.Job> verify(SignedToken token) {
    if (issuer == null) {
      return Optional.empty();
    }
    Issuer trusted = issuer;
    return token
        .claims(trusted.keys(), Set.of(JWSAlgorithm.RS256), clock, Duration.ZERO)
        .filter(claims -> trusted.name().equals(claims.getIssuer()))
        .filter(claims -> claims.getAudience().contains(trusted.audience()))
        .flatMap(this::job);
  }

  private Optional<Caller.Job> job(JWTClaimsSet claims) {
    String id = text(claims, "job_id");
    return standing
        .claimed(id)
        .filter(job -> job.repo().equals(text(claims, "repo")))
        .filter(job -> job.branch().equals(text(claims, "branch")))
        .map(job -> caller(id, claims, job));
  }

  private static Caller.Job caller(String id, JWTClaimsSet claims, ClaimedJob job) {
    return new Caller.Job(
        id,
        job.repo(),
        job.branch(),
        job.sequence(),
        Objects.requireNonNullElse(claims.getSubject(), ""),
        job.permissions(),
        job.trusted());
  }

  private static String text(JWTClaimsSet claims, String name) {
    try {
      return Objects.requireNonNullElse(claims.getStringClaim(name), "");
    } catch (ParseException e) {
      return "";
    }
  }
}
