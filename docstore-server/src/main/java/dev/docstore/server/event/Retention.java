package dev.docstore.server.event;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes events that are older than thirty days, and remembers up to where (spec 02 §10.4). */
@Component
@EnableScheduling
class Retention {
  static final Duration KEPT = Duration.ofDays(30);
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final JdbcClient jdbc;
  private final Clock clock;

  Retention(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
  void prune() {
    int moved =
        jdbc.sql(
                """
                with deleted as (
                  delete from event_log where created_at < ? returning seq
                )
                update event_log_ends
                set pruned = greatest(pruned, (select max(seq) from deleted))
                where exists (select 1 from deleted)
                """)
            .param(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
            .update();
    if (moved > 0) {
      LOG.info("deleted the events older than {} days", KEPT.toDays());
    }
  }
}
