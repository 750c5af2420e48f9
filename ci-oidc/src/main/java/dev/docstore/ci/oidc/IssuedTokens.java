package dev.docstore.ci.oidc;

import java.sql.Timestamp;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit of issued tokens (spec 03 §2.2): written, never read by the services. */
final class IssuedTokens {
  private static final Logger LOG = LoggerFactory.getLogger(IssuedTokens.class);

  private final JdbcClient jdbc;

  IssuedTokens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Best effort: a token that could not be recorded is still given out. */
  void record(JobIdentity identity) {
    try {
      jdbc.sql(
              """
              insert into ci_oidc_tokens (jti, job_id, audience, expires_at)
              values (:jti, :job, :audience, :expires)
              """)
          .param("jti", identity.jti())
          .param("job", UUID.fromString(identity.job().id()))
          .param("audience", identity.audience())
          .param("expires", Timestamp.from(identity.expiresAt()))
          .update();
    } catch (DataAccessException e) {
      LOG.warn("token {} of job {} is not in the audit", identity.jti(), identity.job().id(), e);
    }
  }
}
