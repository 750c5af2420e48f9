package dev.docstore.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
  private final Set<Integer> opened = ConcurrentHashMap.newKeySet();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  private record Client(AtomicInteger done, AtomicInteger closed, boolean failing)
      implements Load.Client {
    @Override
    public void once(int number) throws Exception {
      if (failing && number == 3) {
        throw new IOException("refused");
      }
      done.incrementAndGet();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void runsEveryClientAndCountsWhatTheyDid() throws Exception {
    double rate = Load.perSecond(3, Duration.ofMillis(50), index -> client(index, false));

    assertThat(opened).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(closed).hasValue(3);
    // The clock stops after the last client: the rate is at most what fits into the given time.
    assertThat(rate).isPositive().isLessThanOrEqualTo(done.get() / 0.05);
  }

  @Test
  void endsWithTheFirstFailureAndClosesAllClients() {
    assertThatThrownBy(
            () -> Load.perSecond(4, Duration.ofMinutes(5), index -> client(index, index == 2)))
        .isInstanceOf(IOException.class)
        .hasMessage("refused");

    assertThat(closed).hasValue(4);
  }

  @Test
  void closesWhatWasOpenedWhenAClientCannotBe() {
    assertThatThrownBy(
            () ->
                Load.perSecond(
                    3,
                    Duration.ofMinutes(5),
                    index -> {
                      if (index == 2) {
                        throw new IOException("no more");
                      }
                      return client(index, false);
                    }))
        .hasMessage("no more");

    assertThat(closed).hasValue(2);
    assertThat(done).hasValue(0);
  }

  @Test
  void takesOneFigureFromSeveralRuns() throws Exception {
    Figure figure = Load.perSecond(1, 3, Duration.ofMillis(10), index -> client(index, false));

    assertThat(closed).hasValue(3);
    assertThat(figure.median()).isBetween(figure.min(), figure.max());
    assertThat(figure.generator()).isBetween(0.0, 1.1);
  }

  private Client client(int index, boolean failing) {
    opened.add(index);
    return new Client(done, closed, failing);
  }
}
