package dev.docstore.ci.scheduler;

import java.util.Optional;

/**
 * A worker that may claim, as far as its proof tells.
 *
 * @param pod its pod; nothing outside Kubernetes
 * @param address the IP address that live logs are fetched from
 * @param logPort the port there, when it is not the usual one
 */
record Worker(Optional<Pod> pod, String address, Optional<Integer> logPort) {
  /**
   * The pod of a worker, which may claim once.
   *
   * @param uid no other pod ever has it
   * @param restarts whether its containers start again when they end
   */
  record Pod(String name, String uid, boolean restarts) {}

  Worker withLogPort(int port) {
    return new Worker(pod, address, Optional.of(port));
  }
}
