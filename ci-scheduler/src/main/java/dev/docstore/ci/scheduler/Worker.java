package dev.docstore.ci.scheduler;

import java.util.Optional;

/**
 * A worker that may claim, as far as its proof tells.
 *
 * @param pod its pod; nothing outside Kubernetes
 * @param address the IP address that live logs are fetched from
 * @param logPort the port there, when it is not the usual one
 */
record Worker(Optional<String> pod, String address, Optional<Integer> logPort) {
  Worker withLogPort(int port) {
    return new Worker(pod, address, Optional.of(port));
  }
}
