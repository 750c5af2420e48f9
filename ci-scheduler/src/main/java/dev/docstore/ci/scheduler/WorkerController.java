package dev.docstore.ci.scheduler;

import dev.docstore.common.http.RequestBody;
import dev.docstore.common.http.TextError;
import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.ClaimResponse;
import dev.docstore.common.job.ClaimedJobs;
import dev.docstore.common.json.Json;
import dev.docstore.common.token.BearerToken;
import dev.docstore.common.token.RequestToken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What workers call: claim, heartbeat, complete (spec 03 §5.6–5.8). */
@RestController
class WorkerController {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerController.class);

  /** How long a waiting claim relies on the bell, which other processes do not ring. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private static final int LONGEST_WAIT_SECONDS = 20;

  /**
   * What a worker may tell about itself; workers that tell nothing send no body.
   *
   * @param logPort where it serves live logs
   * @param waitSeconds how long it is willing to wait for a job
   */
  private record ClaimRequest(@Nullable Integer logPort, @Nullable Integer waitSeconds) {
    Optional<Integer> port() {
      return Optional.ofNullable(logPort).filter(port -> port > 0 && port <= 65535);
    }

    Duration patience() {
      int seconds = waitSeconds == null ? 0 : waitSeconds;
      return Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_WAIT_SECONDS));
    }
  }

  private final ClaimProof proof;
  private final JobQueue queue;
  private final ClaimedJobs claimed;
  private final SchedulerSettings settings;
  private final Metrics metrics;
  private final SpentPods spentPods;
  private final JobBell bell;

  WorkerController(
      ClaimProof proof,
      JobQueue queue,
      ClaimedJobs claimed,
      SchedulerSettings settings,
      Metrics metrics,
      SpentPods spentPods,
      JobBell bell) {
    this.proof = proof;
    this.queue = queue;
    this.claimed = claimed;
    this.settings = settings;
    this.metrics = metrics;
    this.spentPods = spentPods;
    this.bell = bell;
  }

  @PostMapping("/claim")
  ResponseEntity<byte[]> claim(HttpServletRequest request)
      throws IOException, InterruptedException {
    Worker worker = worker(request);
    ClaimRequest wish = wish(request);
    RequestToken token = RequestToken.random();
    return waiting(wish.port().map(worker::withLogPort).orElse(worker), token, wish.patience())
        .map(
            job -> {
              metrics.claim();
              LOG.info("job {} of {} {} claimed", job.id(), job.repo(), job.branch());
              return ResponseEntity.ok()
                  .contentType(MediaType.APPLICATION_JSON)
                  .body(
                      Json.line(
                          new ClaimResponse(job, token.plaintext(), settings.oidcTokenUrl())));
            })
        .orElseGet(() -> ResponseEntity.noContent().build());
  }

  /** A job, as soon as there is one, but not later than the worker wants to wait. */
  private Optional<CiJob> waiting(Worker worker, RequestToken token, Duration patience)
      throws InterruptedException {
    Instant end = Instant.now().plus(patience);
    while (true) {
      long rings = bell.rings();
      Optional<CiJob> job = queue.claim(worker, token);
      Duration left = Duration.between(Instant.now(), end);
      if (job.isPresent()
          || !left.isPositive()
          || !bell.await(rings, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN)) {
        return job;
      }
    }
  }

  @PostMapping("/jobs/{id}/heartbeat")
  ResponseEntity<Void> heartbeat(@PathVariable String id, HttpServletRequest request) {
    return done(queue.heartbeat(tokenOf(id, request)));
  }

  @PostMapping("/jobs/{id}/complete")
  ResponseEntity<Void> complete(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    RequestToken token = tokenOf(id, request);
    Completion completion =
        RequestBody.read(request.getInputStream(), RequestBody.MAX_BYTES)
            .first(Completion.class, "invalid request body")
            .checked();
    ResponseEntity<Void> answer = done(queue.complete(token, completion));
    metrics.completion();
    spentPods.jobEnded();
    LOG.info("job {} {}", id, completion.status());
    return answer;
  }

  private Worker worker(HttpServletRequest request) {
    Optional<String> bearer = BearerToken.of(request.getHeader("Authorization"));
    return switch (proof.judge(bearer, request.getRemoteAddr())) {
      case ClaimProof.Proven(Worker worker) -> worker;
      case ClaimProof.Refused(String reason) -> {
        LOG.warn("claim from {} refused: {}", request.getRemoteAddr(), reason);
        throw TextError.unauthorized();
      }
    };
  }

  /** The contract ignores the body, so what is not understood is no error. */
  private static ClaimRequest wish(HttpServletRequest request) throws IOException {
    try {
      return RequestBody.read(request.getInputStream(), RequestBody.MAX_BYTES)
          .first(ClaimRequest.class, "");
    } catch (TextError e) {
      return new ClaimRequest(null, null);
    }
  }

  /** The request's token, once it is known to stand for the job of the path. */
  private RequestToken tokenOf(String id, HttpServletRequest request) {
    RequestToken token =
        BearerToken.of(request.getHeader("Authorization"))
            .map(RequestToken::new)
            .orElseThrow(TextError::unauthorized);
    try {
      if (!claimed.find(token).orElseThrow(TextError::unauthorized).id().equals(id)) {
        throw new TextError(401, "token/job mismatch");
      }
      return token;
    } catch (SQLException e) {
      throw TextError.internal(e);
    }
  }

  /** The token may have died since it was looked at. */
  private static ResponseEntity<Void> done(boolean happened) {
    if (!happened) {
      throw TextError.unauthorized();
    }
    return ResponseEntity.noContent().build();
  }
}
