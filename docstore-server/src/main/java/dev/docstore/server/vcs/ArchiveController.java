package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.token.Hmac;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.Errors;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import dev.docstore.server.web.Responds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whole trees as one file, for readers and for holders of a signed URL (spec 01 §14). */
@RestController
@RequestMapping("/repos/{repo}/-")
class ArchiveController {
  private final Archive archive;
  private final Snapshots snapshots;
  private final ReadValidity validity;
  private final Optional<ServerSettings.Archive> presigning;
  private final Clock clock;

  ArchiveController(
      Archive archive,
      Snapshots snapshots,
      ReadValidity validity,
      ServerSettings settings,
      Clock clock) {
    this.archive = archive;
    this.snapshots = snapshots;
    this.validity = validity;
    this.presigning = settings.archive();
    this.clock = clock;
  }

  /** A whole tree as one tar file. */
  @Responds(
      type = "application/x-tar",
      meaning = "The archive; it is complete, or the connection breaks.")
  @Responds(type = "application/gzip", meaning = "The same with `format=tar.gz`.")
  @Responds(type = "application/zip", meaning = "The same with `format=zip`.")
  @QueryParameter(
      name = "format",
      values = {"tar", "tar.gz", "zip"},
      byDefault = "tar",
      meaning = "The form of the archive.")
  @QueryParameter(name = "branch", required = true, meaning = "The branch.")
  @QueryParameter(
      name = "at",
      type = QueryType.INTEGER,
      meaning = "A sequence: what the branch was then. Absent: its head.")
  @GetMapping("/archive")
  void download(
      RepoCaller caller, Query query, Conditional conditional, HttpServletResponse response)
      throws IOException {
    BranchName branch = new BranchName(query.required("branch"));
    long at = query.number("at", "invalid 'at' parameter").orElse(Long.MAX_VALUE);
    Snapshot snapshot = snapshot(caller.repoId(), branch, at);
    send(snapshot, format(query), conditional, response);
  }

  /**
   * With a signed URL: {@code sig} is the only credential, and {@code at} and {@code expires} must
   * be there.
   */
  @Responds(
      type = "application/x-tar",
      meaning = "The archive; it is complete, or the connection breaks.")
  @Responds(type = "application/gzip", meaning = "The same with `format=tar.gz`.")
  @Responds(type = "application/zip", meaning = "The same with `format=zip`.")
  @QueryParameter(
      name = "format",
      values = {"tar", "tar.gz", "zip"},
      byDefault = "tar",
      meaning = "The form of the archive.")
  @QueryParameter(name = "branch", required = true, meaning = "The branch.")
  @QueryParameter(name = "at", type = QueryType.INTEGER, required = true, meaning = "The sequence.")
  @QueryParameter(
      name = "expires",
      type = QueryType.INTEGER,
      required = true,
      meaning = "When the URL ends, in seconds since 1970.")
  @QueryParameter(name = "sig", required = true, meaning = "The signature.")
  @GetMapping(
      path = "/archive",
      params = {"sig", "sig!="})
  void downloadSigned(
      @PathVariable String repo, Query query, Conditional conditional, HttpServletResponse response)
      throws IOException {
    if (presigning.isEmpty()) {
      Errors.writeText(response, 403, "forbidden");
      return;
    }
    if (query.text("branch").isEmpty()
        || query.text("at").isEmpty()
        || query.text("expires").isEmpty()) {
      throw DocStoreException.badRequest("missing required query parameters");
    }
    String branch = query.required("branch");
    long at = query.number("at", "invalid at parameter").getAsLong();
    long expires = query.number("expires", "invalid expires parameter").getAsLong();
    if (clock.instant().getEpochSecond() > expires) {
      Errors.writeText(response, 403, "expired");
      return;
    }
    if (!Hmac.archiveSignatureMatches(
        presigning.get().hmacKey(), repo, branch, at, expires, query.text("sig").orElse(""))) {
      Errors.writeText(response, 403, "forbidden");
      return;
    }
    long repoId = snapshots.repoId(repo).orElseThrow(DocStoreException::repoNotFound);
    Snapshot snapshot = snapshot(repoId, new BranchName(branch), at);
    send(snapshot, format(query), conditional, response);
  }

  private Snapshot snapshot(long repoId, BranchName branch, long at) {
    return snapshots.of(repoId, branch, at).orElseThrow(DocStoreException::branchNotFound);
  }

  private static ArchiveFormat format(Query query) {
    return query.text("format").map(ArchiveFormat::of).orElse(ArchiveFormat.TAR);
  }

  /** The length of a tar is known before it is made; what is compressed is sent in chunks. */
  private void send(
      Snapshot snapshot,
      ArchiveFormat format,
      Conditional conditional,
      HttpServletResponse response)
      throws IOException {
    if (conditional.notModified(validity.archive(snapshot, format))) {
      return;
    }
    response.setHeader("Content-Type", format.contentType());
    if (format == ArchiveFormat.TAR) {
      response.setContentLengthLong(archive.tarLength(snapshot));
    }
    archive.write(snapshot, format, response.getOutputStream());
  }
}
