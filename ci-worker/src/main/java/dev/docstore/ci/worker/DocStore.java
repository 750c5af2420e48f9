package dev.docstore.ci.worker;

import dev.docstore.common.job.CiJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The server as the worker of one job sees it: its repo, with the job's own identity. */
final class DocStore {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(5);

  private final Http http;
  private final URI url;
  private final Claim claim;
  private final JobIdentity identity;
  private final Retry retry;

  DocStore(Http http, URI url, Claim claim, JobIdentity identity, Retry retry) {
    this.http = http;
    this.url = url;
    this.claim = claim;
    this.identity = identity;
    this.retry = retry;
  }

  CiJob job() {
    return claim.job();
  }

  /** GET of a route of the repo. */
  Http.Answer get(String route) throws IOException, InterruptedException, JobFailedException {
    Optional<String> token = identity.token();
    return retry.run(() -> http.get(route(route), token, LIMIT));
  }

  /** POST of JSON to a route of the repo. */
  Http.Answer post(String route, String json)
      throws IOException, InterruptedException, JobFailedException {
    Optional<String> token = identity.token();
    return retry.run(() -> http.post(route(route), token, json, LIMIT));
  }

  /** POST of a file, as it is, to a route of the repo. */
  Http.Answer upload(String route, Path file)
      throws IOException, InterruptedException, JobFailedException {
    Optional<String> token = identity.token();
    return retry.run(() -> http.upload(route(route), token, file, DOWNLOAD_LIMIT));
  }

  /** The one call with the request token (page 00 H2). The repo is a single segment here. */
  Http.Answer presign() throws IOException, InterruptedException {
    String repo = Urls.segment(job().repo());
    URI presign = URI.create(url + "/repos/" + repo + "/-/archive/presign");
    return retry.run(() -> http.post(presign, Optional.of(claim.requestToken()), "", LIMIT));
  }

  /** Downloads a presigned address, which needs no credential; answers the status. */
  int download(URI presigned, Path target) throws IOException, InterruptedException {
    return http.download(presigned, target, DOWNLOAD_LIMIT);
  }

  private URI route(String route) {
    return Urls.repo(url, job().repo(), route);
  }
}
