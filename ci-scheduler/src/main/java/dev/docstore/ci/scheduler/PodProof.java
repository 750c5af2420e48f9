package dev.docstore.ci.scheduler;

import dev.docstore.ci.scheduler.Worker.Pod;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof inside Kubernetes: a service account token that the API server vouches for and that
 * names a running pod of ours (spec 03 §7, §16.4, page 00 E5, H3). Whether the pod had its job
 * already is for the queue to say.
 */
final class PodProof implements ClaimProof {
  static final String NAMESPACE = "docstore-ci";
  static final String AUDIENCE = "ci-scheduler";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:docstore-ci:ci-worker";
  private static final String POD_NAME = "authentication.kubernetes.io/pod-name";
  private static final String POD_UID = "authentication.kubernetes.io/pod-uid";
  private static final Duration MAX_AGE = Duration.ofHours(4);

  private final KubernetesClient kubernetes;
  private final PodOwners owners;
  private final Clock clock;

  PodProof(KubernetesClient kubernetes, Clock clock) {
    this.kubernetes = kubernetes;
    this.owners = new PodOwners(kubernetes);
    this.clock = clock;
  }

  @Override
  public Outcome judge(Optional<String> bearer, String remoteAddress) {
    try {
      return new Proven(worker(bearer.orElseThrow(() -> new UnprovenException("no bearer token"))));
    } catch (UnprovenException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
  }

  private Worker worker(String token) throws UnprovenException {
    UserInfo user = user(token);
    String name = claim(user, POD_NAME, "pod name");
    String uid = claim(user, POD_UID, "pod UID");
    var pod = pod(name);
    String actual = pod.getMetadata().getUid();
    require(
        uid.equals(actual), "pod UID mismatch: token claims \"%s\", pod has \"%s\"", uid, actual);
    requireAlive(name, pod);
    requirePinnedImages(pod.getSpec().getContainers());
    boolean restarts = owners.restarts(pod);
    String address = pod.getStatus().getPodIP();
    return new Worker(
        Optional.of(new Pod(name, uid, restarts)),
        address == null ? "" : address,
        Optional.empty());
  }

  private UserInfo user(String token) throws UnprovenException {
    TokenReviewStatus status = review(token).getStatus();
    require(
        status != null && Boolean.TRUE.equals(status.getAuthenticated()),
        "token not authenticated: %s",
        status == null ? "no status" : status.getError());
    require(
        status.getAudiences() != null && status.getAudiences().contains(AUDIENCE),
        "token is not for the audience \"%s\"",
        AUDIENCE);
    UserInfo user = status.getUser();
    require(
        SERVICE_ACCOUNT.equals(user.getUsername()),
        "unexpected service account \"%s\" (want \"%s\")",
        user.getUsername(),
        SERVICE_ACCOUNT);
    return user;
  }

  private TokenReview review(String token) throws UnprovenException {
    TokenReview question =
        new TokenReviewBuilder()
            .withNewSpec()
            .withToken(token)
            .withAudiences(AUDIENCE)
            .endSpec()
            .build();
    try {
      return kubernetes.tokenReviews().create(question);
    } catch (KubernetesClientException e) {
      throw new UnprovenException("token review failed: " + e.getMessage());
    }
  }

  private static String claim(UserInfo user, String key, String what) throws UnprovenException {
    Map<String, List<String>> extra = user.getExtra();
    List<String> values = extra == null ? null : extra.get(key);
    if (values == null || values.isEmpty()) {
      throw new UnprovenException(what + " not present in token extra claims");
    }
    return values.getFirst();
  }

  private io.fabric8.kubernetes.api.model.Pod pod(String name) throws UnprovenException {
    try {
      var pod = kubernetes.pods().inNamespace(NAMESPACE).withName(name).get();
      require(pod != null, "fetch pod \"%s\": not found", name);
      return pod;
    } catch (KubernetesClientException e) {
      throw new UnprovenException("fetch pod \"%s\": %s".formatted(name, e.getMessage()));
    }
  }

  private void requireAlive(String name, io.fabric8.kubernetes.api.model.Pod pod)
      throws UnprovenException {
    Duration age = Duration.between(created(pod), clock.instant());
    require(
        age.compareTo(MAX_AGE) <= 0,
        "pod \"%s\" is too old (%d min > %d min)",
        name,
        age.toMinutes(),
        MAX_AGE.toMinutes());
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    require("Running".equals(phase), "pod \"%s\" is not running (phase: %s)", name, phase);
    require(pod.getMetadata().getDeletionTimestamp() == null, "pod \"%s\" is being deleted", name);
  }

  /** One that does not say when it was made counts as made at the beginning of time. */
  private static Instant created(io.fabric8.kubernetes.api.model.Pod pod) {
    String created = pod.getMetadata().getCreationTimestamp();
    try {
      return created == null ? Instant.EPOCH : Instant.parse(created);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static void requirePinnedImages(List<Container> containers) throws UnprovenException {
    for (Container container : containers) {
      String image = container.getImage();
      require(
          image != null && image.contains("@sha256:"),
          "container \"%s\" image \"%s\" is not digest-pinned (missing @sha256:)",
          container.getName(),
          image);
    }
  }

  /** Why a caller is not taken for a worker. */
  static final class UnprovenException extends Exception {
    UnprovenException(String message) {
      super(message);
    }
  }

  /** The check of format strings would take a dependency for its annotation. */
  @SuppressWarnings("AnnotateFormatMethod")
  static void require(boolean holds, String message, @Nullable Object... values)
      throws UnprovenException {
    if (!holds) {
      throw new UnprovenException(message.formatted(values));
    }
  }
}
