package dev.docstore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class LoadTest {
  @Test
  void runsEveryClientAndCountsWhatTheyDid() throws Exception {
    Set<Integer> clients = ConcurrentHashMap.newKeySet();

    double rate =
        Load.perSecond(
            3,
            Duration.ofMillis(50),
            (client, _) -> {
              clients.add(client);
              Thread.sleep(1);
            });

    assertThat(clients).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(rate).isPositive();
  }

  @Test
  void endsWithTheFirstFailure() {
    assertThatThrownBy(
            () ->
                Load.perSecond(
                    1,
                    Duration.ofSeconds(5),
                    (_, _) -> {
                      throw new java.io.IOException("refused");
                    }))
        .hasRootCauseMessage("refused");
  }

  @Test
  void takesTheMiddleValueAsTheMedian() {
    assertThat(Load.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Load.median(List.of(7.0))).isEqualTo(7.0);
  }
}
