package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.event.Event;
import dev.docstore.server.access.AccessTable;
import dev.docstore.server.event.EventScript.Note.Kind;
import dev.docstore.server.event.EventScript.Scenario;
import dev.docstore.server.testing.Routes;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Page 00 C7: every mutation announces itself. Each route that changes something has scenarios in
 * {@code resources/events} with the exact events, or a reason why there are none.
 */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventCatalogueTest {
  private static final EventScript SCRIPT = EventScript.load();

  private final TestDatabase database;
  private TestServer server;

  EventCatalogueTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void start() {
    server = TestServer.start(database, Map.of());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static List<Scenario> scenarios() {
    return SCRIPT.scenarios();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void tellsExactlyWhatHappened(Scenario scenario) {
    new ScriptRun(server, database).check(scenario);
  }

  @Test
  void knowsEveryRouteThatChangesSomething() {
    Set<String> told = routesTold();
    told.addAll(SCRIPT.subjects(Kind.SILENT));
    told.addAll(SCRIPT.subjects(Kind.PENDING));

    assertThat(told).isEqualTo(mutating());
  }

  @Test
  void putsOffOnlyRoutesThatAreNotThereYet() {
    Set<String> there =
        Routes.of(server).stream().map(Routes.Route::name).collect(Collectors.toSet());

    assertThat(SCRIPT.subjects(Kind.PENDING)).doesNotContainAnyElementsOf(there);
  }

  @Test
  void causesEveryTypeThereIs() {
    Set<String> told =
        SCRIPT.scenarios().stream()
            .flatMap(scenario -> scenario.then().stream())
            .map(event -> event.split(" ", 2)[0])
            .filter(Predicate.not("nothing"::equals))
            .collect(Collectors.toCollection(TreeSet::new));
    told.addAll(SCRIPT.subjects(Kind.ELSEWHERE));

    assertThat(told)
        .isEqualTo(
            EventTypes.all().stream()
                .map(type -> type.name().substring(Event.TYPE_PREFIX.length()))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Set<String> routesTold() {
    return SCRIPT.scenarios().stream()
        .map(Scenario::route)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> mutating() {
    return server.bean(AccessTable.class).rows().stream()
        .filter(row -> !Set.of("GET", "HEAD").contains(row.method()))
        .map(row -> row.method() + " " + row.pattern())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
