package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.JobStatus;
import dev.docstore.common.token.RequestToken;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class JobQueueTest {
  private static final Worker WORKER = new Worker(Optional.empty(), "127.0.0.1", Optional.empty());

  private final TestDatabase database;
  private final JobQueue queue;
  private final QueueState state;
  private final Reaper reaper;

  JobQueueTest(TestDatabase database) {
    this.database = database;
    JdbcClient jdbc = JdbcClient.create(database.dataSource());
    queue =
        new JobQueue(
            jdbc,
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
            false,
            new JobBell());
    state = new QueueState(jdbc);
    reaper = new Reaper(jdbc);
  }

  @BeforeEach
  void emptyQueue() {
    database.execute("delete from ci_jobs");
  }

  @Test
  void workersThatClaimAtOnceGetEveryJobExactlyOnce() throws Exception {
    for (int i = 0; i < 60; i++) {
      queue.enqueue(List.of(NewJob.manual("acme/r" + i % 7, "main", i)));
    }
    openConnections(8);
    List<String> ids = new ArrayList<>();
    for (List<String> claimed : inParallel(8, this::claimUntilEmpty)) {
      ids.addAll(claimed);
    }
    assertThat(ids).hasSize(60).doesNotHaveDuplicates();
    assertThat(state.depth()).isZero();
  }

  /** Or the first thread would be done before the others are connected. */
  private void openConnections(int count) throws SQLException {
    List<Connection> open = new ArrayList<>();
    try {
      while (open.size() < count) {
        open.add(database.dataSource().getConnection());
      }
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
  }

  private List<String> claimUntilEmpty() {
    return claimUntilEmptyBy(CiJob::id);
  }

  @Test
  void theRepoWithTheFewestJobsUnderWayIsServedFirstThenTheOldestJob() {
    for (int i = 1; i <= 4; i++) {
      queue.enqueue(List.of(NewJob.manual("acme/busy", "main", i)));
    }
    queue.enqueue(List.of(NewJob.manual("acme/calm", "main", 5)));
    queue.enqueue(List.of(NewJob.manual("acme/calm", "main", 6)));
    assertThat(claimUntilEmptyBy(CiJob::sequence)).containsExactly(1L, 5L, 2L, 6L, 3L, 4L);
  }

  private <T> List<T> claimUntilEmptyBy(Function<CiJob, T> view) {
    List<T> seen = new ArrayList<>();
    for (Optional<CiJob> job = claim(); job.isPresent(); job = claim()) {
      seen.add(view.apply(job.get()));
    }
    return seen;
  }

  @Test
  void pushesHandledAtOnceLeaveOnlyTheNewestWaiting() throws Exception {
    List<Callable<List<UUID>>> pushes = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      NewJob push = push(i);
      pushes.add(() -> queue.enqueue(List.of(push)));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<UUID>> made : threads.invokeAll(pushes)) {
        assertThat(made.get()).hasSize(1);
      }
    }
    assertThat(state.depth()).isEqualTo(1);
    assertThat(claim().orElseThrow().sequence()).isEqualTo(20);
    assertThat(
            database.queryText(
                "select count(*) from ci_jobs where status = 'cancelled'"
                    + " and error_message = 'superseded by sequence 20'"))
        .isNotEqualTo("0");
  }

  @Test
  void aRunningJobIsNotSuperseded() {
    queue.enqueue(List.of(push(1)));
    CiJob running = claim().orElseThrow();
    queue.enqueue(List.of(push(2)));
    assertThat(statusOf(running)).isEqualTo(JobStatus.CLAIMED);
  }

  @Test
  void aRunningJobIsSupersededWhereThatIsWanted() {
    JobQueue impatient =
        new JobQueue(
            JdbcClient.create(database.dataSource()),
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
            true,
            new JobBell());
    impatient.enqueue(List.of(push(1)));
    RequestToken token = RequestToken.random();
    CiJob running = impatient.claim(WORKER, token).orElseThrow();
    impatient.enqueue(List.of(push(2)));
    assertThat(statusOf(running)).isEqualTo(JobStatus.CANCELLED);
    assertThat(impatient.heartbeat(token)).isFalse();
    assertThat(impatient.complete(token, new Completion("passed", null, null))).isFalse();
    assertThat(claim().orElseThrow().sequence()).isEqualTo(2);
  }

  /** With one worker no job is ever under way when the next is chosen. */
  @Test
  void aSingleWorkerServesReposInTurns() {
    for (int i = 1; i <= 4; i++) {
      queue.enqueue(List.of(NewJob.manual("acme/busy", "main", i)));
    }
    queue.enqueue(List.of(NewJob.manual("acme/calm", "main", 5)));
    queue.enqueue(List.of(NewJob.manual("acme/calm", "main", 6)));
    List<Long> served = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      RequestToken token = RequestToken.random();
      served.add(queue.claim(WORKER, token).orElseThrow().sequence());
      assertThat(queue.complete(token, new Completion("passed", null, null))).isTrue();
    }
    assertThat(served).containsExactly(1L, 5L, 2L, 6L, 3L, 4L);
  }

  @Test
  void aThousandJobsOfFiftyReposAreServedInRounds() {
    List<NewJob> all = new ArrayList<>();
    for (int repo = 0; repo < 50; repo++) {
      for (int i = 1; i <= 20; i++) {
        all.add(NewJob.manual("acme/r" + repo, "main", i));
      }
    }
    queue.enqueue(all);
    List<String> order = claimUntilEmptyBy(CiJob::repo);
    for (int round = 0; round < 20; round++) {
      assertThat(order.subList(round * 50, round * 50 + 50)).doesNotHaveDuplicates();
    }
  }

  @Test
  void aSilentWorkersJobIsHandedOutAgainWithANewToken() {
    queue.enqueue(List.of(push(1)));
    RequestToken first = RequestToken.random();
    CiJob job = queue.claim(WORKER, first).orElseThrow();
    fallSilent();
    assertThat(reaper.reap()).isEqualTo(1);
    assertThat(statusOf(job)).isEqualTo(JobStatus.QUEUED);
    assertThat(queue.heartbeat(first)).isFalse();
    assertThat(claim().orElseThrow().id()).isEqualTo(job.id());
    assertThat(queue.complete(first, new Completion("passed", null, null))).isFalse();
    assertThat(statusOf(job)).isEqualTo(JobStatus.CLAIMED);
  }

  @Test
  void aWorkerThatStillBeatsKeepsItsJob() {
    queue.enqueue(List.of(push(1)));
    RequestToken token = RequestToken.random();
    CiJob job = queue.claim(WORKER, token).orElseThrow();
    fallSilent();
    assertThat(queue.heartbeat(token)).isTrue();
    assertThat(reaper.reap()).isZero();
    assertThat(statusOf(job)).isEqualTo(JobStatus.CLAIMED);
  }

  @Test
  void aJobThatSilencedThreeWorkersFails() {
    queue.enqueue(List.of(push(1)));
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(claim()).isPresent();
      fallSilent();
      assertThat(reaper.reap()).isEqualTo(1);
    }
    assertThat(claim()).isEmpty();
    assertThat(database.queryText("select status || ': ' || error_message from ci_jobs"))
        .startsWith("failed: gave up: three workers");
    assertThat(reaper.reap()).isZero();
  }

  @Test
  void theSameEventMakesOneJobPerTriggerHoweverManyThreadsHandleIt() throws Exception {
    inParallel(8, () -> queue.enqueue(List.of(push(1))));
    assertThat(state.depth()).isEqualTo(1);
  }

  @Test
  void aTextThatIsNoIdFindsNothing() {
    queue.enqueue(List.of(push(1)));
    assertThat(state.find("1-1-1-1-1")).isEmpty();
    assertThat(state.find("nonsense")).isEmpty();
    String id = claim().orElseThrow().id();
    assertThat(state.find(id.toUpperCase(Locale.ROOT)).orElseThrow().job().id()).isEqualTo(id);
  }

  private static NewJob push(long sequence) {
    return new NewJob(
        "acme/pushed",
        "fix",
        sequence,
        TriggerType.PUSH,
        Optional.empty(),
        Optional.empty(),
        Optional.of("event-" + sequence),
        List.of());
  }

  private Optional<CiJob> claim() {
    return queue.claim(WORKER, RequestToken.random());
  }

  private JobStatus statusOf(CiJob job) {
    return state.find(job.id()).orElseThrow().job().status();
  }

  private void fallSilent() {
    database.execute(
        """
        update ci_jobs set claimed_at = claimed_at - interval '121 seconds',
          last_heartbeat_at = last_heartbeat_at - interval '121 seconds'
        """);
  }

  private static <T> List<T> inParallel(int threads, Callable<T> work) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> copies = Collections.nCopies(threads, work);
      for (Future<T> result : executor.invokeAll(copies)) {
        results.add(result.get());
      }
    }
    return results;
  }
}
