package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.ci.scheduler.ClaimProof.Outcome;
import dev.docstore.ci.scheduler.ClaimProof.Proven;
import dev.docstore.ci.scheduler.ClaimProof.Refused;
import dev.docstore.ci.scheduler.Worker.Pod;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodProofTest {
  private static final OwnerReference JOB = FakeCluster.owner("batch/v1", "Job", "j");
  private static final OwnerReference SET = FakeCluster.owner("apps/v1", "ReplicaSet", "s");
  private static final OwnerReference SCALED =
      FakeCluster.owner("keda.sh/v1alpha1", "ScaledJob", "ci-worker");
  private static final OwnerReference DEPLOYMENT =
      FakeCluster.owner("apps/v1", "Deployment", "ci-worker");

  private final FakeCluster cluster = new FakeCluster();
  private final PodProof proof =
      new PodProof(cluster.client(), Clock.fixed(Instant.parse(FakeCluster.NOW), ZoneOffset.UTC));

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void provesAPodOfTheScaledJob() throws Exception {
    cluster.review(goodReview().build());
    cluster.pod(goodPod(JOB).build());
    cluster.job("j", SCALED);
    assertThat(judge())
        .isEqualTo(
            new Proven(
                new Worker(
                    Optional.of(new Pod("p", "uid-1", false)), "10.4.0.7", Optional.empty())));
    String question = cluster.server().takeRequest().getBody().readUtf8();
    assertThat(question).contains("\"audiences\":[\"ci-scheduler\"]", "\"token\":\"token\"");
  }

  @Test
  void provesAPodOfTheDeploymentWhichStartsAgain() {
    cluster.review(goodReview().build());
    cluster.pod(goodPod(SET).build());
    cluster.replicaSet("s", DEPLOYMENT);
    assertThat(judge())
        .isEqualTo(
            new Proven(
                new Worker(
                    Optional.of(new Pod("p", "uid-1", true)), "10.4.0.7", Optional.empty())));
  }

  @Test
  void refusesACallerWithoutAToken() {
    assertRefused(proof.judge(Optional.empty(), "10.4.0.7"), "no bearer token");
  }

  @Test
  void refusesWhenTheReviewFails() {
    assertThat(reason(judge())).startsWith("token review failed: ");
  }

  @Test
  void refusesATokenThatTheApiServerDoesNotKnow() {
    cluster.review(
        new TokenReviewBuilder()
            .withNewStatus()
            .withAuthenticated(false)
            .withError("expired")
            .endStatus()
            .build());
    assertRefused(judge(), "token not authenticated: expired");
  }

  @Test
  void refusesAnAnswerWithoutAStatus() {
    cluster.review(new TokenReviewBuilder().build());
    assertRefused(judge(), "token not authenticated: no status");
  }

  @Test
  void refusesATokenForAnotherAudience() {
    cluster.review(goodReview().editStatus().withAudiences("api").endStatus().build());
    assertRefused(judge(), "token is not for the audience \"ci-scheduler\"");
  }

  /** An API server that knows no audiences says none, and then the token is for anybody. */
  @Test
  void refusesATokenForNoAudience() {
    cluster.review(goodReview().editStatus().withAudiences(List.of()).endStatus().build());
    assertRefused(judge(), "token is not for the audience \"ci-scheduler\"");
  }

  @Test
  void refusesAnotherServiceAccount() {
    cluster.review(
        goodReview()
            .editStatus()
            .editUser()
            .withUsername("system:serviceaccount:default:ci-worker")
            .endUser()
            .endStatus()
            .build());
    assertRefused(
        judge(),
        "unexpected service account \"system:serviceaccount:default:ci-worker\""
            + " (want \"system:serviceaccount:docstore-ci:ci-worker\")");
  }

  @Test
  void refusesATokenThatNamesNoPod() {
    extra(Map.of("authentication.kubernetes.io/pod-uid", List.of("uid-1")));
    assertRefused(judge(), "pod name not present in token extra claims");
  }

  @Test
  void refusesATokenThatNamesNoPodUid() {
    extra(
        Map.of(
            "authentication.kubernetes.io/pod-name", List.of("p"),
            "authentication.kubernetes.io/pod-uid", List.of()));
    assertRefused(judge(), "pod UID not present in token extra claims");
  }

  private void extra(Map<String, List<String>> extra) {
    cluster.review(
        goodReview().editStatus().editUser().withExtra(extra).endUser().endStatus().build());
  }

  @Test
  void refusesAPodOfAnotherNamespace() {
    cluster.review(goodReview().build());
    assertThat(reason(judge())).startsWith("fetch pod \"p\": not found");
  }

  @Test
  void refusesWhenThePodCannotBeFetched() {
    cluster.review(goodReview().build());
    cluster.failingPod("p");
    assertThat(reason(judge())).startsWith("fetch pod \"p\": ").doesNotContain("not found");
  }

  @Test
  void refusesASuccessorOfThePod() {
    pod(goodPod(JOB).editMetadata().withUid("uid-2").endMetadata());
    assertRefused(judge(), "pod UID mismatch: token claims \"uid-1\", pod has \"uid-2\"");
  }

  @Test
  void refusesAPodOfMoreThanFourHours() {
    pod(goodPod(JOB).editMetadata().withCreationTimestamp("2026-11-25T05:59:00Z").endMetadata());
    assertRefused(judge(), "pod \"p\" is too old (241 min > 240 min)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday"})
  void refusesAPodThatDoesNotSayHowOldItIs(String created) {
    pod(goodPod(JOB).editMetadata().withCreationTimestamp(created).endMetadata());
    assertThat(reason(judge())).startsWith("pod \"p\" is too old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pending", "Succeeded", "Failed", "Unknown"})
  void refusesAPodThatDoesNotRun(String phase) {
    pod(goodPod(JOB).editStatus().withPhase(phase).endStatus());
    assertRefused(judge(), "pod \"p\" is not running (phase: " + phase + ")");
  }

  @Test
  void refusesAPodThatIsBeingDeleted() {
    pod(goodPod(JOB).editMetadata().withDeletionTimestamp(FakeCluster.NOW).endMetadata());
    assertRefused(judge(), "pod \"p\" is being deleted");
  }

  @Test
  void refusesAnImageThatIsNotPinned() {
    pod(
        goodPod(JOB)
            .editSpec()
            .addNewContainer()
            .withName("side")
            .withImage("busybox:1")
            .endContainer()
            .endSpec());
    assertRefused(
        judge(), "container \"side\" image \"busybox:1\" is not digest-pinned (missing @sha256:)");
  }

  @Test
  void refusesAPodThatSomebodyElseMade() {
    pod(goodPod(FakeCluster.owner("batch/v1beta1", "Job", "j")));
    assertRefused(judge(), "pod \"p\" has no batch/v1 Job owner, nor an apps/v1 ReplicaSet");
  }

  @Test
  void refusesWhenItsJobIsNotThere() {
    pod(goodPod(JOB));
    assertThat(reason(judge())).startsWith("fetch job \"j\": ");
  }

  @Test
  void refusesAJobOfNoScaledJob() {
    pod(goodPod(JOB));
    cluster.job("j");
    assertRefused(judge(), "job \"j\" has no keda.sh/v1alpha1 ScaledJob owner");
  }

  @Test
  void refusesAJobOfAnotherScaledJob() {
    pod(goodPod(JOB));
    cluster.job("j", FakeCluster.owner("keda.sh/v1alpha1", "ScaledJob", "other"));
    assertRefused(judge(), "job \"j\" owned by ScaledJob \"other\" (want \"ci-worker\")");
  }

  @Test
  void refusesWhenItsReplicaSetIsNotThere() {
    pod(goodPod(SET));
    assertThat(reason(judge())).startsWith("fetch replica set \"s\": ");
  }

  @Test
  void refusesAReplicaSetOfNoDeployment() {
    pod(goodPod(SET));
    cluster.replicaSet("s");
    assertRefused(judge(), "replica set \"s\" has no apps/v1 Deployment owner");
  }

  @Test
  void refusesAReplicaSetOfAnotherDeployment() {
    pod(goodPod(SET));
    cluster.replicaSet("s", FakeCluster.owner("apps/v1", "Deployment", "web"));
    assertRefused(judge(), "replica set \"s\" owned by Deployment \"web\" (want \"ci-worker\")");
  }

  private static TokenReviewBuilder goodReview() {
    return FakeCluster.goodReview("p", "uid-1");
  }

  private static PodBuilder goodPod(OwnerReference owner) {
    return FakeCluster.goodPod("p", "uid-1", owner);
  }

  private void pod(PodBuilder pod) {
    cluster.review(goodReview().build());
    cluster.pod(pod.build());
  }

  private Outcome judge() {
    return proof.judge(Optional.of("token"), "10.4.0.7");
  }

  private static void assertRefused(Outcome outcome, String reason) {
    assertThat(outcome).isEqualTo(new Refused(reason));
  }

  private static String reason(Outcome outcome) {
    return ((Refused) outcome).reason();
  }
}
