package dev.docstore.server.ci;

import dev.docstore.common.http.UrlEscape;
import dev.docstore.common.job.CiJob;
import dev.docstore.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The logs of checks that run, which ci-scheduler relays from the workers (page 00 H8). The server
 * comes with an identity of its own, never with its caller's credentials.
 */
@Component
class SchedulerLogs {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerLogs.class);

  private final Optional<String> scheduler;
  private final SchedulerIdentity identity;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  SchedulerLogs(ServerSettings settings, SchedulerIdentity identity) {
    this.scheduler = settings.schedulerUrl();
    this.identity = identity;
  }

  /**
   * The log of a running check, UTF-8 text.
   *
   * @param follow whether it is to grow until the check ends
   * @return empty when there is none at present: not begun, over, or nobody answers
   */
  Optional<InputStream> open(CiJob job, String check, boolean follow) {
    return scheduler.flatMap(base -> ask(url(base, job, check, follow)));
  }

  /** One segment for the check's name, as the scheduler expects it (spec 03 §5.4). */
  private static URI url(String base, CiJob job, String check, boolean follow) {
    return URI.create(
        "%s/run/%s/logs/%s%s"
            .formatted(
                base,
                job.id(),
                UrlEscape.path(check).replace("/", "%2F"),
                follow ? "?follow=true" : ""));
  }

  private Optional<InputStream> ask(URI url) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).GET();
      identity.headers().forEach(request::header);
      HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
      if (answer.statusCode() == 200) {
        return Optional.of(answer.body());
      }
      answer.body().close();
      if (answer.statusCode() == 401) {
        LOG.warn("the scheduler refuses this server's identity; live logs cannot be shown");
      }
    } catch (IOException e) {
      LOG.warn("the scheduler does not answer: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }
}
