package dev.docstore.server.database;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether this instance can serve: its database answers and has every migration that it was built
 * with, and what makes first requests slow is done. Unlike {@code /healthz}, which only says that
 * the process lives.
 */
@RestController
class ReadinessController {
  private static final Logger LOG = LoggerFactory.getLogger(ReadinessController.class);

  private final JdbcClient jdbc;
  private final int migrations;
  private final List<WarmUp> warmUps;

  ReadinessController(JdbcClient jdbc, Flyway flyway, List<WarmUp> warmUps) {
    this.jdbc = jdbc;
    this.warmUps = List.copyOf(warmUps);
    this.migrations = flyway.info().applied().length;
  }

  /** Says whether this instance can serve: its database answers and has every migration. */
  @GetMapping("/readyz")
  Map<String, String> ready() {
    try {
      if (applied() < migrations) {
        throw unready("the database lacks migrations; start the server again to run them");
      }
      for (WarmUp warmUp : warmUps) {
        Optional<String> missing = warmUp.missing();
        if (missing.isPresent()) {
          throw unready(missing.get());
        }
      }
      return Map.of("status", "ready");
    } catch (DataAccessException e) {
      LOG.warn("not ready", e);
      throw unready("the database does not answer");
    }
  }

  private int applied() {
    return jdbc.sql("select count(*) from flyway_schema_history where success")
        .query(Integer.class)
        .single();
  }

  private static DocStoreException unready(String why) {
    return new DocStoreException(ErrorCode.SERVICE_UNAVAILABLE, why);
  }
}
