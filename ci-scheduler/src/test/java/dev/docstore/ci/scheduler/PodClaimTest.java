package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.job.ClaimResponse;
import dev.docstore.common.json.Json;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.http.HttpResponse;
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

/** A worker in a pod against the whole scheduler (page 00 E5, H3). */
@DatabaseTest
class PodClaimTest {
  private static final String POD_PATH = "/api/v1/namespaces/docstore-ci/pods/";

  private final TestDatabase database;
  private final FakeCluster cluster = new FakeCluster();
  private final RunningScheduler scheduler;

  PodClaimTest(TestDatabase database) throws Exception {
    this.database = database;
    this.scheduler = RunningScheduler.inCluster(database, Optional.of(cluster.client()));
  }

  @BeforeEach
  void threeJobs() throws Exception {
    database.execute("delete from ci_jobs");
    database.execute("delete from ci_pod_claims");
    for (int i = 1; i <= 3; i++) {
      scheduler.deliver(Events.commit("acme/r" + i, "fix", 1));
    }
  }

  @AfterEach
  void stop() {
    scheduler.close();
    cluster.close();
  }

  @Test
  void aPodThatClaimsManyTimesAtOnceGetsOneJob() throws Exception {
    podOfTheScaledJob("p", "uid-1");
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<HttpResponse<String>> claim = this::claim;
      for (Future<HttpResponse<String>> answer : threads.invokeAll(Collections.nCopies(8, claim))) {
        statuses.add(answer.get().statusCode());
      }
    }
    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 204);
    assertThat(claimed()).isEqualTo("1");
    assertThat(
            database.queryText(
                "select worker_pod || ' ' || worker_pod_ip from ci_jobs"
                    + " where status = 'claimed'"))
        .isEqualTo("p 10.4.0.7");
  }

  @Test
  void aPodThatHadItsJobGetsNoOtherEvenWhenTheJobIsGone() throws Exception {
    podOfTheScaledJob("p", "uid-1");
    assertThat(complete(claim())).isEqualTo(204);
    assertThat(claim().statusCode()).isEqualTo(204);
    database.execute("delete from ci_jobs where status = 'passed'");
    assertThat(claim().statusCode()).isEqualTo(204);
    assertThat(claimed()).isEqualTo("0");
  }

  @Test
  void anEmptyQueueLeavesAPodItsClaim() throws Exception {
    podOfTheScaledJob("p", "uid-1");
    database.execute("delete from ci_jobs");
    assertThat(claim().statusCode()).isEqualTo(204);
    scheduler.deliver(Events.commit("acme/later", "fix", 1));
    assertThat(claim().statusCode()).isEqualTo(200);
  }

  @Test
  void aCallerThatIsNoPodIsRefused() throws Exception {
    HttpResponse<String> answer = claim();
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("unauthorized\n");
    assertThat(claimed()).isEqualTo("0");
  }

  @Test
  void aPodThatWouldStartAgainIsDeletedWhenItsJobIsComplete() throws Exception {
    Pod pod = podOfTheDeployment("d", "uid-2");
    HttpResponse<String> claim = claim();
    scheduler.part(SpentPods.class).round();
    assertThat(deletions()).isEmpty();
    cluster.deletable(pod);
    assertThat(complete(claim)).isEqualTo(204);
    await().until(() -> deletions().equals(List.of(POD_PATH + "d")));
    await().until(() -> "0".equals(alive()));
    scheduler.part(SpentPods.class).round();
    assertThat(deletions()).isEmpty();
  }

  @Test
  void aDeletionThatFailedIsTriedAgain() throws Exception {
    Pod pod = podOfTheDeployment("d", "uid-2");
    assertThat(claim().statusCode()).isEqualTo(200);
    database.execute("update ci_jobs set status = 'passed' where status = 'claimed'");
    cluster.undeletableOnce(pod);
    cluster.deletable(pod);
    scheduler.part(SpentPods.class).round();
    assertThat(alive()).isEqualTo("1");
    scheduler.part(SpentPods.class).round();
    assertThat(alive()).isEqualTo("0");
  }

  @Test
  void thePodOfASilentWorkerIsDeleted() throws Exception {
    Pod pod = podOfTheDeployment("d", "uid-2");
    assertThat(claim().statusCode()).isEqualTo(200);
    cluster.deletable(pod);
    database.execute("update ci_jobs set claimed_at = now() - interval '3 minutes'");
    scheduler.part(Reaper.class).reap();
    scheduler.part(SpentPods.class).round();
    assertThat(deletions()).containsExactly(POD_PATH + "d");
  }

  @Test
  void aSuccessorOfTheSameNameLives() throws Exception {
    podOfTheDeployment("d", "uid-2");
    assertThat(claim().statusCode()).isEqualTo(200);
    database.execute("update ci_pod_claims set pod_uid = 'uid-of-old'");
    database.execute("update ci_jobs set status = 'passed'");
    scheduler.part(SpentPods.class).round();
    assertThat(deletions()).isEmpty();
    assertThat(alive()).isEqualTo("0");
  }

  private void podOfTheScaledJob(String name, String uid) {
    cluster.review(FakeCluster.goodReview(name, uid).build());
    cluster.pod(pod(name, uid, "batch/v1", "Job", "j"));
    cluster.job("j", FakeCluster.owner("keda.sh/v1alpha1", "ScaledJob", "ci-worker"));
  }

  private Pod podOfTheDeployment(String name, String uid) {
    cluster.review(FakeCluster.goodReview(name, uid).build());
    Pod pod = pod(name, uid, "apps/v1", "ReplicaSet", "s");
    cluster.pod(pod);
    cluster.replicaSet("s", FakeCluster.owner("apps/v1", "Deployment", "ci-worker"));
    return pod;
  }

  private static Pod pod(String name, String uid, String version, String kind, String owner) {
    return FakeCluster.goodPod(name, uid, FakeCluster.owner(version, kind, owner))
        .editMetadata()
        .withCreationTimestamp(Instant.now().toString())
        .endMetadata()
        .build();
  }

  private HttpResponse<String> claim() throws Exception {
    return scheduler.post("/claim", "", "Authorization", "Bearer token");
  }

  private int complete(HttpResponse<String> claim) throws Exception {
    ClaimResponse job = Json.read(claim.body(), ClaimResponse.class);
    return scheduler
        .post(
            "/jobs/" + job.job().id() + "/complete",
            "{\"status\":\"passed\"}",
            "Authorization",
            "Bearer " + job.requestToken())
        .statusCode();
  }

  private String claimed() {
    return String.valueOf(
        database.queryText("select count(*) from ci_jobs where status = 'claimed'"));
  }

  private String alive() {
    return String.valueOf(
        database.queryText(
            "select count(*) from ci_pod_claims where restarts and deleted_at is null"));
  }

  /** The paths that were deleted since this was last asked. */
  private List<String> deletions() throws InterruptedException {
    List<String> paths = new ArrayList<>();
    while (cluster.server().getRequestCount() > seen) {
      var request = cluster.server().takeRequest();
      seen++;
      if ("DELETE".equals(request.getMethod())) {
        paths.add(request.getPath());
      }
    }
    return paths;
  }

  private int seen;
}
