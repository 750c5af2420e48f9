package dev.docstore.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.KeyServer;
import dev.docstore.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeySetTest {
  private final KeyServer server = new KeyServer();
  private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final KeySet keys = new KeySet(server.url(), clock);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesOnceForAnHour() {
    String id = server.rsaKey().getKeyID();

    assertThat(keys.key(id)).isPresent();
    clock.advance(Duration.ofMinutes(59));
    assertThat(keys.key(id)).isPresent();
    assertThat(server.fetches()).isEqualTo(1);

    clock.advance(Duration.ofMinutes(1));
    assertThat(keys.key(id)).isPresent();
    assertThat(server.fetches()).isEqualTo(2);
  }

  @Test
  void fetchesAgainForAKeyItDoesNotKnow() {
    assertThat(keys.key(server.rsaKey().getKeyID())).isPresent();
    server.rotate();
    clock.advance(Duration.ofSeconds(10));

    assertThat(keys.key(server.rsaKey().getKeyID())).isPresent();
    assertThat(server.fetches()).isEqualTo(2);
  }

  @Test
  void unknownKeysDoNotMakeItFetchAllTheTime() {
    for (int i = 0; i < 5; i++) {
      assertThat(keys.key("unknown" + i)).isEmpty();
    }

    assertThat(server.fetches()).isEqualTo(1);
  }

  @Test
  void servesTheOldSetWhileAFetchFails() {
    String id = server.rsaKey().getKeyID();
    assertThat(keys.key(id)).isPresent();
    server.fail(true);
    clock.advance(Duration.ofHours(2));

    assertThat(keys.key(id)).isPresent();
    assertThat(server.fetches()).isEqualTo(2);
  }

  @Test
  void triesAgainAfterAFailedFirstFetch() {
    server.fail(true);
    assertThat(keys.key(server.rsaKey().getKeyID())).isEmpty();
    server.fail(false);
    clock.advance(Duration.ofSeconds(10));

    assertThat(keys.key(server.rsaKey().getKeyID())).isPresent();
  }
}
