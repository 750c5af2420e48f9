package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.token.Hmac;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.web.Errors;
import dev.docstore.server.web.Query;
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
  private final Optional<ServerSettings.Archive> presigning;
  private final Clock clock;

  ArchiveController(Archive archive, Snapshots snapshots, ServerSettings settings, Clock clock) {
    this.archive = archive;
    this.snapshots = snapshots;
    this.presigning = settings.archive();
    this.clock = clock;
  }

  @GetMapping("/archive")
  void download(RepoCaller caller, Query query, HttpServletResponse response) throws IOException {
    BranchName branch = new BranchName(query.required("branch"));
    long at = query.number("at", "invalid 'at' parameter").orElse(Long.MAX_VALUE);
    send(caller.repoId(), branch, at, response);
  }

  /** The signature is the only credential; parameters and expiry are judged before it. */
  @GetMapping(
      path = "/archive",
      params = {"sig", "sig!="})
  void downloadSigned(@PathVariable String repo, Query query, HttpServletResponse response)
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
    send(repoId, new BranchName(branch), at, response);
  }

  private void send(long repoId, BranchName branch, long at, HttpServletResponse response)
      throws IOException {
    Snapshot snapshot =
        snapshots.of(repoId, branch, at).orElseThrow(DocStoreException::branchNotFound);
    response.setHeader("Content-Type", "application/x-tar");
    archive.write(snapshot, response.getOutputStream());
  }
}
