package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailPositionTest {
  private long nextId;
  private final TailPosition tail = new TailPosition(0, () -> nextId);

  /**
   * One look.
   *
   * @param next the id that a transaction that began right after it would get
   */
  private List<Long> advance(long oldestRunning, long next, long... seqs) {
    nextId = next;
    return tail.advance(look(oldestRunning, seqs)).stream().map(LoggedEvent::seq).toList();
  }

  private Look look(long oldestRunning, long... seqs) {
    return new Look(
        oldestRunning,
        Arrays.stream(seqs)
            .filter(seq -> seq > tail.value())
            .mapToObj(seq -> new LoggedEvent(seq, "acme/app", "type", new byte[0]))
            .toList());
  }

  @Test
  void passesNumbersWithoutAGap() {
    assertThat(advance(5, 10, 1, 2, 3)).containsExactly(1L, 2L, 3L);
    assertThat(tail.value()).isEqualTo(3);
    assertThat(tail.waits()).isFalse();
  }

  @Test
  void waitsAtAGapUntilItIsFilled() {
    assertThat(advance(5, 10, 1, 3)).containsExactly(1L);
    assertThat(tail.waits()).isTrue();
    assertThat(advance(5, 10, 2, 3)).containsExactly(2L, 3L);
    assertThat(tail.waits()).isFalse();
  }

  @Test
  void passesAGapWhenWhoeverMayHaveDrawnItHasEnded() {
    assertThat(advance(5, 10, 2)).isEmpty();
    assertThat(advance(9, 14, 2)).isEmpty();
    assertThat(advance(10, 14, 2)).containsExactly(2L);
  }

  @Test
  void holdsEachGapByTheTransactionsThatRanWhenItWasFirstSeen() {
    assertThat(advance(5, 10, 2, 4)).isEmpty();
    // 6 became visible later: its gap may belong to a transaction that began later.
    assertThat(advance(10, 20, 2, 4, 6)).containsExactly(2L, 4L);
    assertThat(advance(19, 25, 6)).isEmpty();
    assertThat(advance(20, 25, 6)).containsExactly(6L);
  }

  @Test
  void forgetsAGapThatWasFilled() {
    assertThat(advance(5, 10, 2)).isEmpty();
    assertThat(advance(5, 30, 1, 2, 4)).containsExactly(1L, 2L);
    assertThat(advance(29, 40, 4)).isEmpty();
    assertThat(advance(30, 40, 4)).containsExactly(4L);
  }

  /** Any interleaving of transactions that take an id, then a number, then end. */
  @Test
  void neitherSkipsNorRepeatsWhateverTheOrderOfCommits() {
    for (int seed = 0; seed < 300; seed++) {
      Writers writers = new Writers(new Random(seed));
      TailPosition position = new TailPosition(0, writers::newId);
      List<Long> seen = new ArrayList<>();
      for (int step = 0; step < 400; step++) {
        writers.step();
        if (step % 3 == 0) {
          position.advance(writers.look(position.value())).forEach(e -> seen.add(e.seq()));
        }
      }
      writers.endAll();
      // A look shows ten rows, and of each gap the first look notes it and the next passes it.
      for (int look = 0; look < 100; look++) {
        position.advance(writers.look(position.value())).forEach(e -> seen.add(e.seq()));
      }
      assertThat(seen).as("seed %d", seed).isEqualTo(writers.committed());
    }
  }

  /** A model of the database: transactions with ids, numbers and an order of commits. */
  private static final class Writers {
    private record Open(long id, List<Long> seqs) {}

    private final Random random;
    private final List<Open> open = new ArrayList<>();
    private final List<Long> visible = new ArrayList<>();
    private long nextId = 1;
    private long nextSeq = 1;

    Writers(Random random) {
      this.random = random;
    }

    void step() {
      if (open.isEmpty() || (open.size() < 6 && random.nextInt(3) == 0)) {
        open.add(new Open(nextId++, new ArrayList<>()));
      } else if (random.nextBoolean()) {
        open.get(random.nextInt(open.size())).seqs().add(nextSeq++);
      } else {
        end(open.remove(random.nextInt(open.size())));
      }
    }

    long newId() {
      return nextId++;
    }

    private void end(Open transaction) {
      if (random.nextInt(4) > 0) {
        visible.addAll(transaction.seqs());
      }
    }

    void endAll() {
      open.forEach(this::end);
      open.clear();
    }

    Look look(long position) {
      long oldest = open.stream().mapToLong(Open::id).min().orElse(nextId);
      return new Look(
          oldest,
          committed().stream()
              .filter(seq -> seq > position)
              .limit(10)
              .map(seq -> new LoggedEvent(seq, "acme/app", "type", new byte[0]))
              .toList());
    }

    List<Long> committed() {
      return visible.stream().sorted(Comparator.naturalOrder()).toList();
    }
  }
}
