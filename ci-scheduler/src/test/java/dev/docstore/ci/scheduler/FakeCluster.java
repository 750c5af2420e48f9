package dev.docstore.ci.scheduler;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import java.util.Map;

/**
 * A Kubernetes API server on a real socket that knows what it was told. It holds worker pods that
 * prove themselves; tests break one thing.
 */
final class FakeCluster implements AutoCloseable {
  static final String NOW = "2026-11-25T10:00:00Z";
  private static final String API = "/api/v1/namespaces/docstore-ci/pods/";
  private static final String JOBS = "/apis/batch/v1/namespaces/docstore-ci/jobs/";
  private static final String SETS = "/apis/apps/v1/namespaces/docstore-ci/replicasets/";

  private final KubernetesMockServer server = new KubernetesMockServer(false);
  private final KubernetesClient client;

  FakeCluster() {
    server.init();
    client = server.createClient();
  }

  KubernetesClient client() {
    return client;
  }

  KubernetesMockServer server() {
    return server;
  }

  /** What the API server says of every token. */
  void review(TokenReview review) {
    server
        .expect()
        .post()
        .withPath("/apis/authentication.k8s.io/v1/tokenreviews")
        .andReturn(201, review)
        .always();
  }

  /** A token of the worker's service account in that pod. */
  static TokenReviewBuilder goodReview(String pod, String uid) {
    return new TokenReviewBuilder()
        .withNewStatus()
        .withAuthenticated(true)
        .withAudiences("ci-scheduler")
        .withNewUser()
        .withUsername("system:serviceaccount:docstore-ci:ci-worker")
        .withExtra(
            Map.of(
                "authentication.kubernetes.io/pod-name", List.of(pod),
                "authentication.kubernetes.io/pod-uid", List.of(uid)))
        .endUser()
        .endStatus();
  }

  /** A running pod with pinned images, made half an hour before {@link #NOW}. */
  static PodBuilder goodPod(String name, String uid, OwnerReference owner) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("docstore-ci")
        .withUid(uid)
        .withCreationTimestamp("2026-11-25T09:30:00Z")
        .withOwnerReferences(owner)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("ci-worker")
        .withImage("registry.test/ci-worker@sha256:0123")
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP("10.4.0.7")
        .endStatus();
  }

  static OwnerReference owner(String version, String kind, String name) {
    return new OwnerReferenceBuilder()
        .withApiVersion(version)
        .withKind(kind)
        .withName(name)
        .withUid("u-" + name)
        .build();
  }

  void pod(Pod pod) {
    answer(API + pod.getMetadata().getName(), 200, pod);
  }

  void job(String name, OwnerReference... owners) {
    answer(
        JOBS + name,
        200,
        new JobBuilder()
            .withNewMetadata()
            .withName(name)
            .withOwnerReferences(owners)
            .endMetadata()
            .build());
  }

  void replicaSet(String name, OwnerReference... owners) {
    answer(
        SETS + name,
        200,
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName(name)
            .withOwnerReferences(owners)
            .endMetadata()
            .build());
  }

  void failingPod(String name) {
    answer(API + name, 403, "{}");
  }

  void undeletableOnce(Pod pod) {
    server
        .expect()
        .delete()
        .withPath(API + pod.getMetadata().getName())
        .andReturn(403, "{}")
        .once();
  }

  void deletable(Pod pod) {
    server
        .expect()
        .delete()
        .withPath(API + pod.getMetadata().getName())
        .andReturn(200, pod)
        .always();
  }

  private void answer(String path, int status, Object body) {
    server.expect().get().withPath(path).andReturn(status, body).always();
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
