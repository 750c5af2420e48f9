package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.job.CiJob;
import dev.docstore.common.token.RequestToken;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Measures the queue; not part of the suite, since figures are no verdicts. {@code mvn test -pl
 * ci-scheduler -am -Dtest=QueueFigures -Dsurefire.failIfNoSpecifiedTests=false} prints them.
 */
@DatabaseTest
class QueueFigures {
  private static final int ROUNDS = 400;
  private static final Worker WORKER = new Worker(Optional.empty(), "127.0.0.1", Optional.empty());

  private final TestDatabase database;
  private final JobQueue queue;
  private final QueueState state;
  private final Reaper reaper;
  private long sequence;

  QueueFigures(TestDatabase database) {
    this.database = database;
    JdbcClient jdbc = JdbcClient.create(database.dataSource());
    this.queue =
        new JobQueue(
            jdbc,
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
            false,
            new JobBell());
    this.state = new QueueState(jdbc);
    this.reaper = new Reaper(jdbc);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  @Test
  void operationsWithAMillionFinishedJobs() throws Exception {
    operations("empty table");
    database.execute(
        """
        insert into ci_jobs (repo, branch, sequence, status, claimed_at, created_at, trigger_type,
                             trigger_branch, event_id, claims)
        select 'acme/r' || n % 50, case when n % 3 = 0 then 'main' else 'b' || n % 1000 end, n,
               (array['passed', 'failed', 'cancelled'])[1 + n % 3]::ci_job_status,
               now() - n * interval '10 s', now() - n * interval '11 s', 'push',
               'main', 'old-' || n, 1
        from generate_series(1, 1000000) n
        """);
    database.execute("vacuum analyze ci_jobs");
    operations("1,000,000 finished jobs");
    // What a backend counts is seen by others a second later at most.
    await().during(Duration.ofSeconds(2)).until(() -> reads() < 100_000_000);
    System.out.println("rows read by scans of the whole table: " + reads());
    assertThat(reads()).isLessThan(10_000_000);
  }

  private long reads() {
    return Long.parseLong(
        String.valueOf(
            database.queryText(
                "select seq_tup_read from pg_stat_user_tables where relname = 'ci_jobs'")));
  }

  private void operations(String title) throws Exception {
    database.execute("delete from ci_jobs where status in ('queued', 'claimed')");
    for (int i = 0; i < 1000; i++) {
      queue.enqueue(List.of(NewJob.manual("acme/r" + i % 50, "main", ++sequence)));
    }
    print(title + ", 1,000 queued: push", times(this::push));
    List<RequestToken> tokens = new ArrayList<>();
    print(title + ", 1,000 queued: claim", times(() -> tokens.add(claim())));
    print(title + ": heartbeat", times(() -> queue.heartbeat(tokens.getFirst())));
    print(title + ": queue depth", times(state::depth));
    print(title + ": reap", times(reaper::reap));
    print(
        title + ": complete",
        times(() -> queue.complete(tokens.removeLast(), new Completion("passed", null, null))));
  }

  private void push() {
    long next = 10_000_000 + ++sequence;
    queue.enqueue(
        List.of(
            new NewJob(
                "acme/r" + next % 50,
                "main",
                next,
                TriggerType.PUSH,
                Optional.empty(),
                Optional.empty(),
                Optional.of("event-" + next),
                List.of())));
  }

  private RequestToken claim() {
    RequestToken token = RequestToken.random();
    assertThat(queue.claim(WORKER, token)).isPresent();
    return token;
  }

  @Test
  void fromTheDeliveryOfAnEventToTheQueuedJob() throws Exception {
    try (FakeServer server = new FakeServer();
        RunningScheduler scheduler =
            RunningScheduler.start(database, Map.of("DOCSTORE_URL", server.url()))) {
      for (String kind : new String[] {"warm-up", "event to queued job"}) {
        long[] times =
            times(
                () -> {
                  long at = ++sequence;
                  server.ciYaml("acme/live", "fix", at, "on: {push: {branches: ['*']}}\n");
                  assertThat(scheduler.deliver(Events.commit("acme/live", "fix", at)).statusCode())
                      .isEqualTo(200);
                });
        print(kind, times);
      }
      print(
          "claim over HTTP with a job waiting",
          times(
              () -> {
                queue.enqueue(List.of(NewJob.manual("acme/live", "main", ++sequence)));
                assertThat(scheduler.claim().statusCode()).isEqualTo(200);
              }));
    }
  }

  @Test
  void fromTheDeliveryOfAnEventToTheClaimOfAWaitingWorker() throws Exception {
    database.execute("delete from ci_jobs");
    try (FakeServer server = new FakeServer();
        RunningScheduler scheduler =
            RunningScheduler.start(database, Map.of("DOCSTORE_URL", server.url()));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long[] times = new long[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        Future<Integer> claim = threads.submit(() -> waitingClaim(scheduler));
        await().until(scheduler.part(JobBell.class)::isAwaited);
        long start = System.nanoTime();
        scheduler.deliver(Events.commit("acme/live", "fix", ++sequence));
        assertThat(claim.get()).isEqualTo(200);
        times[i] = System.nanoTime() - start;
      }
      Arrays.sort(times);
      print("event to the claim of a waiting worker", times);
    }
  }

  private static int waitingClaim(RunningScheduler scheduler) throws Exception {
    return scheduler
        .post(
            "/claim",
            "{\"wait_seconds\":20}",
            "Authorization",
            "Bearer " + RunningScheduler.CLAIM_TOKEN)
        .statusCode();
  }

  @Test
  void theOrderInWhichAThousandJobsAreClaimed() {
    database.execute("delete from ci_jobs");
    for (int repo = 0; repo < 50; repo++) {
      for (int i = 1; i <= 20; i++) {
        queue.enqueue(List.of(NewJob.manual("acme/r" + repo, "main", i)));
      }
    }
    List<CiJob> order = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      order.add(queue.claim(WORKER, RequestToken.random()).orElseThrow());
    }
    for (int round : new int[] {0, 1, 19}) {
      System.out.println(
          "round "
              + (round + 1)
              + ": "
              + order.subList(round * 50, round * 50 + 50).stream()
                  .map(job -> job.repo().substring(6) + "@" + job.sequence())
                  .collect(Collectors.joining(" ")));
    }
    assertThat(order).hasSize(1000);
  }

  private static long[] times(Work work) throws Exception {
    long[] times = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      work.run();
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return times;
  }

  private static void print(String what, long[] times) {
    System.out.printf(
        "%-50s median %6.2f ms, p95 %6.2f ms%n",
        what, times[times.length / 2] / 1e6, times[times.length * 95 / 100] / 1e6);
  }
}
