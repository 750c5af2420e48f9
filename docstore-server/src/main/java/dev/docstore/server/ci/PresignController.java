package dev.docstore.server.ci;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.job.ClaimedJobs;
import dev.docstore.common.token.Hmac;
import dev.docstore.common.token.RequestToken;
import dev.docstore.common.wire.PresignedArchive;
import dev.docstore.server.identity.Authenticator;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.settings.ServerSettings.Archive;
import dev.docstore.server.vcs.ArchiveChecksums;
import dev.docstore.server.web.Errors;
import dev.docstore.server.web.Responds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Signs the URL of a job's source archive (spec 01 §14.3, page 00 H2) for whoever holds the job's
 * request token or its signed identity.
 */
@RestController
@RequestMapping("/repos/{repo}/-/archive/presign")
class PresignController {
  private static final Logger LOG = LoggerFactory.getLogger(PresignController.class);
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** Whose source it is. */
  private record Source(String repo, String branch, long sequence) {}

  private final ServerSettings settings;
  private final Authenticator authenticator;
  private final ClaimedJobs jobs;
  private final ArchiveChecksums checksums;
  private final Clock clock;

  PresignController(
      ServerSettings settings,
      Authenticator authenticator,
      DataSource dataSource,
      ArchiveChecksums checksums,
      Clock clock) {
    this.settings = settings;
    this.authenticator = authenticator;
    this.jobs = new ClaimedJobs(dataSource);
    this.checksums = checksums;
    this.clock = clock;
  }

  /**
   * Signs the URL of a job's source archive, for whoever holds the job's request token or identity.
   */
  @PostMapping
  @Nullable PresignedArchive presign(
      @PathVariable String repo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Archive archive =
        settings
            .archive()
            .orElseThrow(
                () ->
                    new DocStoreException(
                        ErrorCode.SERVICE_UNAVAILABLE, "presigned archives not configured"));
    try {
      Optional<Source> source = source(request).filter(s -> s.repo().equals(repo));
      if (source.isPresent()) {
        return new PresignedArchive(checksum(source.get()), url(archive, source.get()));
      }
      Errors.writeText(response, 401, "unauthorized");
    } catch (SQLException | IOException | DataAccessException | DocStoreException e) {
      LOG.error("an archive could not be presigned", e);
      Errors.writeText(response, 500, "internal error");
    }
    return null;
  }

  private Optional<Source> source(HttpServletRequest request) throws SQLException {
    Optional<Source> byIdentity =
        authenticator.job(request).map(job -> new Source(job.repo(), job.branch(), job.sequence()));
    Optional<String> token = Authenticator.bearer(request);
    if (byIdentity.isPresent() || token.isEmpty()) {
      return byIdentity;
    }
    return jobs.find(new RequestToken(token.get()))
        .map(job -> new Source(job.repo(), job.branch(), job.sequence()));
  }

  /** That of the tar which the URL delivers; empty for a branch that is gone. */
  private String checksum(Source source) throws IOException {
    return checksums
        .of(source.repo(), source.branch(), source.sequence())
        .map(hash -> "sha256:" + hash.hex())
        .orElse("");
  }

  /** Branch and repo encoded, but for the slashes of the repo (spec 01 §21.3). */
  private String url(Archive archive, Source source) {
    long expires = clock.instant().plus(LIFETIME).getEpochSecond();
    String signature =
        Hmac.archiveSignature(
            archive.hmacKey(), source.repo(), source.branch(), source.sequence(), expires);
    return "%s/repos/%s/-/archive?branch=%s&at=%d&expires=%d&sig=%s"
        .formatted(
            archive.baseUrl(),
            encode(source.repo()).replace("+", "%20").replace("%2F", "/"),
            encode(source.branch()),
            source.sequence(),
            expires,
            signature);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Signing is no resource that could be read. */
  @Responds(status = 404, meaning = "Always.")
  @GetMapping
  void read() {
    throw Errors.notFound();
  }
}
