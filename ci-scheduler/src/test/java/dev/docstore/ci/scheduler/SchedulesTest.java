package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestClock;
import dev.docstore.testkit.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Replicas share a database and differ in nothing else, so each test makes as many as it needs. */
@DatabaseTest
class SchedulesTest {
  private static final Instant START = Instant.parse("2026-11-25T10:00:30Z");
  private static final String REPO = "acme/app";

  private final TestDatabase database;
  private final TestClock clock = new TestClock(START);
  private final HttpClient client = HttpClient.newHttpClient();
  private final FakeServer server;
  private final Jobs jobs;
  private final CronRunner cron;
  private final Schedules schedules;

  SchedulesTest(TestDatabase database) throws Exception {
    this.database = database;
    this.server = new FakeServer();
    this.jobs = new Jobs(database.dataSource());
    this.schedules = new Schedules(jdbc(), transaction(), clock);
    this.cron = replica();
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(database.dataSource());
  }

  private TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
  }

  private CronRunner replica() {
    Repos repos =
        new Repos(
            Optional.of(
                new DocStoreServer(
                    client,
                    URI.create(server.url()),
                    ServerIdentity.development(Optional.empty()))));
    Schedules index = new Schedules(jdbc(), transaction(), clock);
    JobQueue queue = new JobQueue(jdbc(), transaction(), false, new JobBell());
    return new CronRunner(index, repos, new Triggers(repos, queue, index), clock);
  }

  @BeforeEach
  void empty() {
    for (String table : new String[] {"ci_jobs", "ci_schedules", "ci_schedule_changes"}) {
      database.execute("delete from " + table);
    }
    head(REPO, 7);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void firesEachEntryInItsMinuteAtTheHeadOfMain() {
    main("0 3 * * *", "2 10 * * *", "* * * * *");
    cron.round();
    assertThat(jobs.of(REPO)).isEmpty();
    after(Duration.ofMinutes(1));
    cron.round();
    assertThat(jobs.of(REPO)).containsExactly("schedule main 7 queued");
    head(REPO, 8);
    after(Duration.ofMinutes(1));
    cron.round();
    assertThat(jobs.of(REPO))
        .containsExactly(
            "schedule main 7 queued", "schedule main 8 queued", "schedule main 8 queued");
  }

  @Test
  void replicasFireOnceBetweenThem() throws Exception {
    main("* * * * *", "*/2 * * * *");
    cron.round();
    List<Callable<Boolean>> replicas = new ArrayList<>();
    for (CronRunner replica : List.of(replica(), replica(), replica(), replica())) {
      replicas.add(
          () -> {
            replica.round();
            return true;
          });
    }
    after(Duration.ofSeconds(90));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 3; round++) {
        for (Future<Boolean> done : threads.invokeAll(replicas)) {
          assertThat(done.get()).isTrue();
        }
      }
    }
    assertThat(jobs.of(REPO)).hasSize(3);
  }

  @Test
  void catchesUpOnTenMinutesAndNoMore() {
    main("* * * * *");
    cron.round();
    after(Duration.ofHours(5));
    for (int round = 0; round < 20; round++) {
      cron.round();
    }
    assertThat(minutes()).startsWith("2026-11-25T14:51:00Z").endsWith("2026-11-25T15:00:00Z");
    assertThat(jobs.of(REPO)).hasSize(10);
  }

  private String minutes() {
    return String.valueOf(
        database.queryText(
            "select string_agg(split_part(event_id, ':0:', 2), ' ' order by event_id)"
                + " from ci_jobs"));
  }

  @Test
  void waitsWhileTheServerCannotTellTheHead() {
    main("* * * * *");
    cron.round();
    server.answer("GET /repos/acme/app/-/branch/main", 503, "later");
    after(Duration.ofMinutes(1));
    cron.round();
    assertThat(jobs.of(REPO)).isEmpty();
    head(REPO, 9);
    after(Duration.ofMinutes(3));
    cron.round();
    assertThat(minutes()).isEqualTo("2026-11-25T10:01:00Z");
  }

  @Test
  void forgetsTheSchedulesOfARepoThatIsGone() {
    main("* * * * *");
    cron.round();
    server.answer("GET /repos/acme/app/-/branch/main", 404, "{}");
    after(Duration.ofMinutes(1));
    cron.round();
    assertThat(jobs.of(REPO)).isEmpty();
    assertThat(indexed()).isEqualTo("0");
  }

  @Test
  void followsTheFileOnMain() {
    main("0 3 * * *", "0 4 * * *");
    cron.round();
    assertThat(indexed()).isEqualTo("2");
    main("0 5 * * *");
    cron.round();
    assertThat(database.queryText("select string_agg(cron, ';') from ci_schedules"))
        .isEqualTo("0 5 * * *");
    server.ciYamlAtHead(REPO, "main", "on: [broken");
    schedules.changed(List.of(REPO));
    cron.round();
    assertThat(indexed()).isEqualTo("0");
  }

  @Test
  void aChangeOfTheFileLosesNoMinuteThatIsDue() {
    main("1 10 * * *");
    cron.round();
    after(Duration.ofSeconds(40));
    main("1 10 * * *", "0 3 * * *");
    cron.round();
    assertThat(minutes()).isEqualTo("2026-11-25T10:01:00Z");
  }

  @Test
  void readsAgainWhatChangedMeanwhileAndWhatCouldNotBeRead() {
    main("0 3 * * *");
    Schedules.Change seen = schedules.changes().getFirst();
    schedules.changed(List.of(REPO, REPO));
    schedules.replace(seen, List.of("0 4 * * *"));
    assertThat(indexed()).isEqualTo("0");
    server.answer("GET /repos/acme/app/-/file/.docstore/ci.yaml?branch=main", 500, "oops");
    cron.round();
    assertThat(schedules.changes()).isEmpty();
    assertThat(indexed()).isEqualTo("0");
    database.execute("update ci_schedule_changes set retry_at = now()");
    server.ciYamlAtHead(REPO, "main", "on: {schedule: [{cron: '0 3 * * *'}]}");
    cron.round();
    assertThat(indexed()).isEqualTo("1");
  }

  @Test
  void hostileLinesStandInNobodysWay() {
    List<String> crons = new ArrayList<>(Collections.nCopies(500, "0 0 30 2 *"));
    crons.addAll(0, List.of("TZ=UTC", "@every 1ns", "", "*".repeat(5000), "* * * * *", "\\u0000"));
    main(crons.toArray(String[]::new));
    server.ciYamlAtHead("acme/other", "main", "on: {schedule: [{cron: '* * * * *'}]}");
    head("acme/other", 2);
    schedules.changed(List.of("acme/other"));
    cron.round();
    after(Duration.ofMinutes(1));
    cron.round();
    assertThat(jobs.of(REPO)).containsExactly("schedule main 7 queued");
    assertThat(jobs.of("acme/other")).containsExactly("schedule main 2 queued");
    assertThat(indexed()).isEqualTo("2");
  }

  private void main(String... crons) {
    StringBuilder yaml = new StringBuilder("on:\n  schedule:\n");
    for (String line : crons) {
      yaml.append("  - cron: \"").append(line).append("\"\n");
    }
    server.ciYamlAtHead(REPO, "main", yaml.toString());
    schedules.changed(List.of(REPO));
  }

  private void head(String repo, long sequence) {
    server.answer(
        "GET /repos/" + repo + "/-/branch/main", 200, "{\"head_sequence\":" + sequence + "}");
  }

  private void after(Duration time) {
    clock.advance(time);
  }

  private String indexed() {
    return String.valueOf(database.queryText("select count(*) from ci_schedules"));
  }
}
