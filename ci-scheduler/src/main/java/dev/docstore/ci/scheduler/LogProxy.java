package dev.docstore.ci.scheduler;

import dev.docstore.ci.scheduler.QueueState.Run;
import dev.docstore.common.http.TextError;
import dev.docstore.common.http.UrlEscape;
import dev.docstore.common.job.JobStatus;
import dev.docstore.common.name.Names;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.util.HtmlUtils;

/**
 * Relays a running job's log from its worker, or points to the stored one (spec 03 §5.4).
 *
 * <p>It only ever calls addresses that were recorded with a claim, and passes on nothing of the
 * caller's but the wish to follow (page 00 E14, H8).
 */
final class LogProxy {
  private static final int USUAL_PORT = 8081;

  /** Those of the connection to the worker, and cookies: a log must not sign anybody in. */
  private static final Set<String> KEPT_BACK =
      Set.of(
          "connection",
          "keep-alive",
          "transfer-encoding",
          "upgrade",
          "trailer",
          "te",
          "set-cookie");

  private final HttpClient client;

  LogProxy(HttpClient client) {
    this.client = client;
  }

  /** Writes the answer; it lasts as long as the worker's, which may be as long as the job. */
  void answer(Run run, String check, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<URI> worker = workerUrl(run, check, "true".equals(request.getParameter("follow")));
    String stored = run.job().logUrl();
    if (worker.isPresent()) {
      relay(worker.get(), request.getMethod(), response);
    } else if (stored != null && !stored.isEmpty()) {
      redirect(stored, response);
    } else {
      throw new TextError(404, "logs not yet available");
    }
  }

  private static Optional<URI> workerUrl(Run run, String check, boolean follow) {
    String address = run.job().workerPodIp();
    if (run.job().status() != JobStatus.CLAIMED
        || address == null
        || address.isEmpty()
        // A name that breaks the rules could only be a way around "/logs/".
        || Names.plainProblem("check", check).isPresent()) {
      return Optional.empty();
    }
    String host = address.contains(":") ? "[" + address + "]" : address;
    return Optional.of(
        URI.create(
            "http://"
                + host
                + ":"
                + run.logPort().orElse(USUAL_PORT)
                + "/logs/"
                + UrlEscape.path(check)
                + (follow ? "?follow=true" : "")));
  }

  private void relay(URI worker, String method, HttpServletResponse response) throws IOException {
    HttpResponse<InputStream> answer;
    try {
      answer =
          client.send(
              HttpRequest.newBuilder(worker)
                  .method(method, BodyPublishers.noBody())
                  .timeout(Duration.ofSeconds(30))
                  .build(),
              BodyHandlers.ofInputStream());
    } catch (IOException e) {
      response.setStatus(502);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.setStatus(502);
      return;
    }
    try (InputStream log = answer.body()) {
      response.setStatus(answer.statusCode());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!KEPT_BACK.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> response.addHeader(name, value));
                }
              });
      copyAsItComes(log, response.getOutputStream());
    }
  }

  private static void copyAsItComes(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[16 << 10];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      to.write(buffer, 0, count);
      to.flush();
    }
  }

  private static void redirect(String url, HttpServletResponse response) throws IOException {
    byte[] link =
        ("<a href=\"" + HtmlUtils.htmlEscape(url) + "\">Found</a>.\n\n")
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(302);
    response.setHeader("Location", url);
    response.setContentType("text/html; charset=utf-8");
    response.setContentLength(link.length);
    response.getOutputStream().write(link);
  }
}
