package dev.docstore.server.webhook;

import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes records of deliveries that are older than a week (spec 02 §11.2). */
@Component
class Cleanup {
  private static final Duration KEPT = Duration.ofDays(7);

  private final DeliveryStore deliveries;
  private final Clock clock;

  Cleanup(DeliveryStore deliveries, Clock clock) {
    this.deliveries = deliveries;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
  void prune() {
    deliveries.prune(clock.instant().minus(KEPT));
  }
}
