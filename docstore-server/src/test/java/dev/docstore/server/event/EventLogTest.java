package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.event.Event;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventLogTest {
  private final TestDatabase database;
  private TestServer server;
  private EventScenario scenario;

  EventLogTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void start() {
    server = TestServer.start(database, Map.of());
    scenario = new EventScenario(database, server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String count(String repo) {
    return String.valueOf(
        database.queryText("select count(*) from event_log where repo = '" + repo + "'"));
  }

  @Test
  void keepsTheOrderOfSeveralEvents() {
    String repo = scenario.repo();
    List<Event> events =
        List.of(
            EventScenario.commitEvent(repo, 1),
            new Event.ProposalMerged(repo, "fix", "main", "id"),
            EventScenario.commitEvent(repo, 2));
    server
        .bean(Transactions.class)
        .write(
            () -> {
              server.bean(EventLog.class).append(events);
              return true;
            });
    assertThat(
            database.queryText(
                "select string_agg(type, ' ' order by seq) from event_log where repo = '"
                    + repo
                    + "'"))
        .isEqualTo(
            "com.docstore.commit.created com.docstore.proposal.merged com.docstore.commit.created");
  }

  @Test
  void keepsNothingOfATransactionThatFails() {
    String repo = scenario.repo();
    assertThatThrownBy(
            () ->
                server
                    .bean(Transactions.class)
                    .write(
                        () -> {
                          server.bean(EventLog.class).append(EventScenario.commitEvent(repo, 1));
                          throw new IllegalArgumentException("the cause fails");
                        }))
        .hasMessage("the cause fails");
    assertThat(count(repo)).isEqualTo("0");
  }

  @Test
  void refusesAnEventWithoutATransaction() {
    Event event = EventScenario.commitEvent("acme/app", 1);
    assertThatThrownBy(() -> server.bean(EventLog.class).append(event))
        .isInstanceOf(IllegalStateException.class);
  }

  /** A row's trigger runs after its number was drawn and before the row itself needs an id. */
  @Test
  void takesATransactionIdBeforeItDrawsANumber() {
    database.execute(
        """
        create function refuse_without_id() returns trigger language plpgsql as $$
        begin
          if pg_current_xact_id_if_assigned() is null then
            raise exception 'number drawn without an id';
          end if;
          return new;
        end $$;
        create trigger id_first before insert on event_log
        for each row execute function refuse_without_id();
        """);
    String repo = scenario.repo();
    scenario.commit(repo, 1);
    assertThat(count(repo)).isEqualTo("1");
    // The trigger itself works: an insert that does not ask first is refused.
    assertThatThrownBy(
            () ->
                database.execute(
                    "insert into event_log (repo, type, payload) values ('x', 'y', '')"))
        .hasStackTraceContaining("number drawn without an id");
  }
}
