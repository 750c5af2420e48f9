package dev.docstore.ci.scheduler;

import dev.docstore.common.http.TextError;
import java.nio.charset.StandardCharsets;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What probes, scalers and dashboards read without credentials (spec 03 §5.5, page 00 H9). */
@RestController
class StatusController {
  private static final MediaType PROMETHEUS =
      MediaType.parseMediaType("text/plain; version=0.0.4; charset=utf-8");

  private final QueueState queue;
  private final Metrics metrics;

  StatusController(QueueState queue, Metrics metrics) {
    this.queue = queue;
    this.metrics = metrics;
  }

  @GetMapping("/healthz")
  ResponseEntity<byte[]> healthz() {
    return json("{\"status\":\"ok\"}");
  }

  @GetMapping("/readyz")
  ResponseEntity<byte[]> readyz() {
    try {
      queue.depth();
      return json("{\"status\":\"ready\"}");
    } catch (DataAccessException e) {
      throw new TextError(503, "the database does not answer", e);
    }
  }

  @GetMapping("/queue-depth")
  ResponseEntity<byte[]> queueDepth() {
    try {
      return json("{\"queue_depth\":" + queue.depth() + "}");
    } catch (DataAccessException e) {
      throw new TextError(500, "failed to count queued jobs", e);
    }
  }

  @GetMapping("/metrics")
  ResponseEntity<byte[]> metrics() {
    return ResponseEntity.ok().contentType(PROMETHEUS).body(bytes(metrics.text()));
  }

  private static ResponseEntity<byte[]> json(String text) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
