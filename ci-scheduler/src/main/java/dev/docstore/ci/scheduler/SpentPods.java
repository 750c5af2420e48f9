package dev.docstore.ci.scheduler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Deletes pods that had their job and would only start again, so that Kubernetes replaces them
 * (page 00 H3). What is left to do stands in the database: a restart forgets no pod.
 */
class SpentPods {
  private static final Logger LOG = LoggerFactory.getLogger(SpentPods.class);

  private record Spent(String uid, String pod) {}

  private final JdbcClient jdbc;
  private final Optional<KubernetesClient> kubernetes;

  /**
   * @param kubernetes nothing outside of it, where no pod ever claims
   */
  SpentPods(JdbcClient jdbc, Optional<KubernetesClient> kubernetes) {
    this.jdbc = jdbc;
    this.kubernetes = kubernetes;
  }

  /** Looks for them now, in the background: a job has just ended. */
  void jobEnded() {
    if (kubernetes.isPresent()) {
      Thread.ofVirtual().name("spent-pods").start(this::round);
    }
  }

  /** The regular round, for pods whose job was taken away and for what failed before. */
  @Scheduled(fixedDelay = 30, initialDelay = 30, timeUnit = TimeUnit.SECONDS)
  void round() {
    if (kubernetes.isEmpty()) {
      return;
    }
    try {
      for (Spent spent : spent()) {
        delete(kubernetes.get(), spent);
      }
    } catch (DataAccessException | KubernetesClientException e) {
      LOG.warn("pods that had their job could not be deleted", e);
    }
  }

  private List<Spent> spent() {
    return jdbc.sql(
            """
            select p.pod_uid, p.pod
            from ci_pod_claims p
            left join ci_jobs j
              on j.id = p.job_id and j.status = 'claimed' and j.worker_pod = p.pod
            where p.restarts and p.deleted_at is null and j.id is null
            order by p.claimed_at
            """)
        .query((row, _) -> new Spent(row.getString(1), row.getString(2)))
        .list();
  }

  /** A pod of another UID is not the one that is meant. */
  private void delete(KubernetesClient client, Spent spent) {
    var pods = client.pods().inNamespace(PodProof.NAMESPACE).withName(spent.pod());
    var pod = pods.get();
    if (pod != null && spent.uid().equals(pod.getMetadata().getUid())) {
      pods.delete();
      LOG.info("deleted pod {}, which had its job", spent.pod());
    }
    jdbc.sql("update ci_pod_claims set deleted_at = now() where pod_uid = :uid")
        .param("uid", spent.uid())
        .update();
  }
}
