package dev.docstore.ci.scheduler;

import static dev.docstore.ci.scheduler.PodProof.NAMESPACE;
import static dev.docstore.ci.scheduler.PodProof.require;

import dev.docstore.ci.scheduler.PodProof.UnprovenException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says who made a worker's pod: the ScaledJob {@code ci-worker} through a Job, or the Deployment
 * {@code ci-worker} through a ReplicaSet (spec 03 §7, page 00 H3).
 */
record PodOwners(KubernetesClient kubernetes) {
  private static final String WORKER = "ci-worker";

  /** Whether the pod starts its containers again when they end: one of a ReplicaSet does. */
  boolean restarts(Pod pod) throws UnprovenException {
    Optional<String> job = owner(pod, "batch/v1", "Job").map(OwnerReference::getName);
    if (job.isPresent()) {
      requireScaledJob(job.get());
      return false;
    }
    Optional<String> set = owner(pod, "apps/v1", "ReplicaSet").map(OwnerReference::getName);
    require(
        set.isPresent(),
        "pod \"%s\" has no batch/v1 Job owner, nor an apps/v1 ReplicaSet",
        pod.getMetadata().getName());
    requireDeployment(set.orElseThrow());
    return true;
  }

  private void requireScaledJob(String name) throws UnprovenException {
    var job =
        fetched(
            "job",
            name,
            () -> kubernetes.batch().v1().jobs().inNamespace(NAMESPACE).withName(name).get());
    Optional<OwnerReference> scaled = owner(job, "keda.sh/v1alpha1", "ScaledJob");
    require(scaled.isPresent(), "job \"%s\" has no keda.sh/v1alpha1 ScaledJob owner", name);
    String owner = scaled.orElseThrow().getName();
    require(
        WORKER.equals(owner),
        "job \"%s\" owned by ScaledJob \"%s\" (want \"%s\")",
        name,
        owner,
        WORKER);
  }

  private void requireDeployment(String name) throws UnprovenException {
    var set =
        fetched(
            "replica set",
            name,
            () -> kubernetes.apps().replicaSets().inNamespace(NAMESPACE).withName(name).get());
    Optional<OwnerReference> deployment = owner(set, "apps/v1", "Deployment");
    require(deployment.isPresent(), "replica set \"%s\" has no apps/v1 Deployment owner", name);
    String owner = deployment.orElseThrow().getName();
    require(
        WORKER.equals(owner),
        "replica set \"%s\" owned by Deployment \"%s\" (want \"%s\")",
        name,
        owner,
        WORKER);
  }

  private static <T> T fetched(String what, String name, Supplier<@Nullable T> call)
      throws UnprovenException {
    try {
      T found = call.get();
      if (found == null) {
        throw new UnprovenException("fetch %s \"%s\": not found".formatted(what, name));
      }
      return found;
    } catch (KubernetesClientException e) {
      throw new UnprovenException("fetch %s \"%s\": %s".formatted(what, name, e.getMessage()));
    }
  }

  private static Optional<OwnerReference> owner(HasMetadata owned, String version, String kind) {
    return owned.getMetadata().getOwnerReferences().stream()
        .filter(it -> version.equals(it.getApiVersion()) && kind.equals(it.getKind()))
        .findFirst();
  }
}
