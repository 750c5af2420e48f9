package dev.docstore.ci.scheduler;

import dev.docstore.ci.scheduler.Repos.Head;
import dev.docstore.ci.scheduler.Schedules.Change;
import dev.docstore.ci.scheduler.Schedules.Due;
import dev.docstore.common.ciyaml.CiYaml;
import dev.docstore.common.ciyaml.CiYamlOutcome;
import dev.docstore.common.ciyaml.CiYamlProblems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Starts scheduled jobs (spec 03 §1.5, page 00 E10). Every replica runs one: a minute of an entry
 * has an id of its own, which the queue takes once.
 */
class CronRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CronRunner.class);
  private static final Duration CATCH_UP = Duration.ofMinutes(10);

  private final Schedules schedules;
  private final Repos repos;
  private final Triggers triggers;
  private final Clock clock;

  CronRunner(Schedules schedules, Repos repos, Triggers triggers, Clock clock) {
    this.schedules = schedules;
    this.repos = repos;
    this.triggers = triggers;
    this.clock = clock;
  }

  /**
   * Reads what changed and fires what is due; an error is logged and the next round tries again.
   */
  @Scheduled(fixedDelay = 2, initialDelay = 2, timeUnit = TimeUnit.SECONDS)
  void round() {
    try {
      schedules.changes().forEach(this::read);
      schedules.due().forEach(this::fire);
    } catch (DataAccessException e) {
      LOG.warn("looking for schedules failed", e);
    }
  }

  private void read(Change change) {
    Optional<CiYamlOutcome> config = repos.read(change.repo(), "main", OptionalLong.empty());
    if (config.isEmpty()) {
      schedules.postpone(change);
      return;
    }
    schedules.replace(change, crons(config.get()));
  }

  /** A broken file schedules nothing; the delivery that brought it has reported it. */
  private static List<String> crons(CiYamlOutcome config) {
    return switch (config) {
      case CiYaml yaml -> yaml.on() == null ? List.of() : yaml.on().schedule();
      case CiYamlProblems _ -> List.of();
    };
  }

  private void fire(Due due) {
    Instant oldest = clock.instant().minus(CATCH_UP);
    if (due.at().isBefore(oldest)) {
      LOG.warn("{} of {} was due at {} and is too late", due.cron(), due.repo(), due.at());
      schedules.moveOn(due, oldest);
      return;
    }
    switch (repos.head(due.repo(), "main")) {
      case Head.At(long sequence) -> {
        triggers.scheduled(due, sequence);
        schedules.moveOn(due, due.at());
      }
      case Head.Gone() -> schedules.forget(due.repo());
      case Head.Unknown(String reason) ->
          LOG.warn("{} of {} has to wait: {}", due.cron(), due.repo(), reason);
    }
  }
}
