package dev.docstore.ci.scheduler;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Optional;

/**
 * The Kubernetes cluster that this runs in.
 *
 * @param client nothing outside of one
 */
record Cluster(Optional<KubernetesClient> client) implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5_000;

  /**
   * With the pod's own service account. A claim waits for the answers, so little patience: the
   * worker asks again in a second.
   */
  static KubernetesClient connect() {
    Config config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withConnectionTimeout(TIMEOUT_MILLIS)
            .withRequestTimeout(TIMEOUT_MILLIS)
            .withRequestRetryBackoffLimit(1)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Override
  public void close() {
    client.ifPresent(KubernetesClient::close);
  }
}
