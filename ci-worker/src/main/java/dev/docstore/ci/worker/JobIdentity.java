package dev.docstore.ci.worker;

import dev.docstore.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The job's signed identity towards the server, bought with the request token (spec 03 §12.2). */
final class JobIdentity {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Tokens live for an hour; a long job gets a new one in good time. */
  private static final Duration FRESH = Duration.ofMinutes(45);

  private record TokenRequest(String audience) {}

  private record TokenAnswer(@Nullable String token) {}

  private final Http http;
  private final Claim claim;
  private final Retry retry;
  private final Clock clock;
  private @Nullable String token;
  private Instant renewAt = Instant.MIN;

  JobIdentity(Http http, Claim claim, Retry retry, Clock clock) {
    this.http = http;
    this.claim = claim;
    this.retry = retry;
    this.clock = clock;
  }

  /** A token that is valid for a while; empty where there is no issuer. */
  synchronized Optional<String> token() throws JobFailedException, InterruptedException {
    if (claim.tokenUrl().isEmpty()) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(renewAt)) {
      token = exchange();
      renewAt = clock.instant().plus(FRESH);
    }
    return Optional.ofNullable(token);
  }

  private String exchange() throws JobFailedException, InterruptedException {
    try {
      URI issuer = URI.create(claim.tokenUrl());
      String body = Json.write(new TokenRequest("docstore"));
      Http.Answer answer =
          retry.run(() -> http.post(issuer, Optional.of(claim.requestToken()), body, LIMIT));
      if (answer.status() != 200) {
        throw new JobFailedException("token request: unexpected status " + answer.status());
      }
      String json = new String(answer.body(), StandardCharsets.UTF_8);
      String bought = Json.read(json, TokenAnswer.class).token();
      if (bought == null || bought.isEmpty()) {
        throw new JobFailedException("token response missing token field");
      }
      return bought;
    } catch (IOException | IllegalArgumentException e) {
      throw new JobFailedException("token request: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new JobFailedException("decode token response: " + e.getMessage(), e);
    }
  }
}
