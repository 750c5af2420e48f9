package dev.docstore.ci.oidc;

import com.nimbusds.jose.util.Base64URL;
import dev.docstore.common.job.ClaimedJobs.ClaimedJob;
import dev.docstore.common.json.Json;
import dev.docstore.common.name.RepoName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The identity of a job for one audience, valid for an hour (spec 03 §12.3).
 *
 * @param jti the token's own id
 * @param checkName the check it is for; empty for the whole job
 */
record JobIdentity(
    UUID jti, ClaimedJob job, String issuer, String audience, String checkName, Instant issuedAt) {
  static final Duration LIFETIME = Duration.ofHours(1);

  Instant expiresAt() {
    return issuedAt.plus(LIFETIME);
  }

  /** The compact JWT. */
  String signedBy(Signer signer) throws GeneralSecurityException {
    Map<String, Object> header =
        new TreeMap<>(Map.of("alg", "RS256", "kid", signer.current().getKeyID(), "typ", "JWT"));
    String input = encode(header) + "." + encode(claims());
    byte[] signature = signer.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64URL.encode(signature);
  }

  private Map<String, Object> claims() {
    Map<String, Object> claims = new TreeMap<>();
    claims.put("iss", issuer);
    claims.put("sub", "repo:" + job.repo() + ":branch:" + job.branch() + ":check:" + checkName);
    claims.put("aud", List.of(audience));
    claims.put("jti", jti.toString());
    claims.put("iat", issuedAt.getEpochSecond());
    claims.put("exp", expiresAt().getEpochSecond());
    claims.put("repo", job.repo());
    claims.put("branch", job.branch());
    claims.put("org", new RepoName(job.repo()).owner());
    claims.put("check_name", checkName);
    claims.put("ref_type", refType());
    claims.put("triggered_by", "");
    claims.put("job_id", job.id());
    claims.put("sequence", job.sequence());
    claims.put("permissions", job.permissions().isEmpty() ? List.of("checks") : job.permissions());
    return claims;
  }

  private String refType() {
    return switch (job.triggerType()) {
      case "push" -> "post-submit";
      case "proposal", "proposal_synchronized" -> "pre-submit";
      case "schedule" -> "schedule";
      case "manual" -> "manual";
      default -> "unknown";
    };
  }

  private static Base64URL encode(Map<String, Object> members) {
    return Base64URL.encode(Json.MAPPER.writeValueAsBytes(members));
  }
}
