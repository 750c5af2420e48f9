package dev.docstore.server.automerge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.automerge.Attempts.Taken;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who looks at which branch; nobody else uses this database. */
@DatabaseTest
class AttemptsTest {
  private static final UUID ME = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();
  private static final Triggers WORK =
      new Triggers(Set.of(), Set.of(), Set.of(new Triggers.Branch("default/default", "work")));

  private final TestDatabase database;
  private final Attempts attempts;

  AttemptsTest(TestDatabase database) {
    this.database = database;
    this.attempts = new Attempts(JdbcClient.create(database.dataSource()));
  }

  @BeforeEach
  void twoBranches() {
    database.execute("delete from branches where name <> 'main'");
    for (String name : List.of("work", "off")) {
      database.execute(
          """
          insert into branches (repo_id, name, head_sequence, base_sequence, created_by, auto_merge)
          select id, '%s', 0, 0, 'me', '%s' = 'work' from repos where name = 'default/default'
          """
              .formatted(name, name));
    }
  }

  @Test
  void onlyArmedBranchesAreAskedFor() {
    attempts.ask(new Triggers(Set.of("default/default"), Set.of(), Set.of()));
    attempts.ask(new Triggers(Set.of(), Set.of("default"), Set.of()));
    attempts.ask(WORK);
    attempts.ask(new Triggers(Set.of("no/repo"), Set.of("none"), Set.of()));

    assertThat(attempts.take(ME, 10)).singleElement().extracting(Taken::asked).isEqualTo(3L);
  }

  @Test
  void whatOneHasTakenNobodyElseTakes() {
    attempts.ask(WORK);

    assertThat(attempts.take(ME, 10)).hasSize(1);
    assertThat(attempts.take(OTHER, 10)).isEmpty();
  }

  @Test
  void aLeaseThatEndedIsTakenByAnother() {
    attempts.ask(WORK);
    Taken taken = attempts.take(ME, 10).getFirst();
    database.execute("update auto_merge_attempts set leased_until = now() - interval '1 second'");

    assertThat(attempts.take(OTHER, 10)).hasSize(1);
    attempts.done(taken, ME);
    assertThat(rows()).as("the first has no say any more").isEqualTo("1");
  }

  @Test
  void whatIsDoneIsForgotten() {
    attempts.ask(WORK);
    attempts.done(attempts.take(ME, 10).getFirst(), ME);

    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void whatHappensMeanwhileAsksForAnotherAttempt() {
    attempts.ask(WORK);
    Taken taken = attempts.take(ME, 10).getFirst();
    attempts.ask(WORK);
    attempts.done(taken, ME);

    assertThat(attempts.take(OTHER, 10)).hasSize(1);
  }

  @Test
  void aFailureIsPutOffUntilSomethingHappens() {
    attempts.ask(WORK);
    attempts.failed(attempts.take(ME, 10).getFirst(), ME);
    attempts.askForAll();
    assertThat(attempts.take(ME, 10)).isEmpty();

    attempts.ask(WORK);

    assertThat(attempts.take(ME, 10)).singleElement().extracting(Taken::failures).isEqualTo(1);
  }

  @Test
  void whatHappensDuringAFailureIsNotPutOff() {
    attempts.ask(WORK);
    Taken taken = attempts.take(ME, 10).getFirst();
    attempts.ask(WORK);
    attempts.failed(taken, ME);

    assertThat(attempts.take(ME, 10)).hasSize(1);
  }

  private String rows() {
    return String.valueOf(database.queryText("select count(*) from auto_merge_attempts"));
  }
}
