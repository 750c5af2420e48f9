package dev.docstore.ci.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.docstore.common.job.ClaimResponse;
import dev.docstore.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The scheduler as a worker sees it (spec 03 §5.6–5.8). Failures are logged, never thrown. */
final class Scheduler {
  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Path SERVICE_ACCOUNT_TOKEN =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  /** Short, because a job that is handed to a worker that has gone is lost for two minutes. */
  private static final int WAIT_SECONDS = 5;

  private record ClaimRequest(int logPort, int waitSeconds) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Completion(
      String status, @Nullable String logUrl, @Nullable String errorMessage) {}

  private final Http http;
  private final URI url;
  private final Optional<String> claimToken;
  private final Retry retry;

  Scheduler(Http http, URI url, Optional<String> claimToken, Retry retry) {
    this.http = http;
    this.url = url;
    this.claimToken = claimToken;
    this.retry = retry;
  }

  /** A job, if there is one to have. */
  Optional<Claim> claim(int logPort) throws InterruptedException {
    try {
      String body = Json.write(new ClaimRequest(logPort, WAIT_SECONDS));
      Http.Answer answer = http.post(URI.create(url + "/claim"), proof(), body, LIMIT);
      if (answer.status() == 200) {
        String json = new String(answer.body(), StandardCharsets.UTF_8);
        return Optional.of(Claim.of(Json.read(json, ClaimResponse.class)));
      }
      if (answer.status() != 204) {
        LOG.warn("claim: unexpected status {}: {}", answer.status(), answer.text());
      }
    } catch (IOException e) {
      LOG.warn("claim: {}", e.getMessage());
    } catch (JacksonException | NullPointerException e) {
      LOG.warn("claim: cannot read the answer: {}", e.getMessage());
    }
    return Optional.empty();
  }

  /** Says that the job is still being worked on. */
  void heartbeat(Claim claim) throws InterruptedException {
    try {
      Http.Answer answer =
          http.post(job(claim, "heartbeat"), Optional.of(claim.requestToken()), "", LIMIT);
      if (answer.status() != 204) {
        LOG.warn("heartbeat: unexpected status {}: {}", answer.status(), answer.text());
      }
    } catch (IOException e) {
      LOG.warn("heartbeat: {}", e.getMessage());
    }
  }

  /** Ends the job; repeated until the scheduler has heard it or its patience is certainly over. */
  void complete(Claim claim, JobVerdict verdict) throws InterruptedException {
    String body =
        Json.write(
            new Completion(
                verdict.passed() ? "passed" : "failed",
                verdict.logUrl().orElse(null),
                verdict.error().orElse(null)));
    try {
      Http.Answer answer =
          retry.run(
              () ->
                  http.post(
                      job(claim, "complete"), Optional.of(claim.requestToken()), body, LIMIT));
      if (answer.status() != 204) {
        LOG.error("complete: unexpected status {}: {}", answer.status(), answer.text());
      }
    } catch (IOException e) {
      LOG.error("complete: {}", e.getMessage());
    }
  }

  private URI job(Claim claim, String action) {
    return URI.create(url + "/jobs/" + Urls.segment(claim.job().id()) + "/" + action);
  }

  /** Read anew for every claim, because Kubernetes rotates it. */
  private Optional<String> proof() {
    try {
      return Optional.of(Files.readString(SERVICE_ACCOUNT_TOKEN).strip());
    } catch (IOException e) {
      return claimToken;
    }
  }
}
