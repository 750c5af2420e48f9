package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.Diff;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.Responds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What changed: the paths of spec 01 §10.4, or the lines (page 00 B7). */
@RestController
@RequestMapping("/repos/{repo}/-")
class DiffController {
  private final Diffs diffs;
  private final Deltas deltas;
  private final Snapshots snapshots;
  private final Contents contents;
  private final ReadValidity validity;

  DiffController(
      Diffs diffs, Deltas deltas, Snapshots snapshots, Contents contents, ReadValidity validity) {
    this.diffs = diffs;
    this.deltas = deltas;
    this.snapshots = snapshots;
    this.contents = contents;
    this.validity = validity;
  }

  /** What a branch and main changed since the branch's base, and where they conflict. */
  @Responds(body = Diff.class, meaning = "The changed paths.")
  @Responds(type = "text/x-diff", meaning = "The changed lines.")
  @QueryParameter(name = "branch", required = true, meaning = "The branch to compare with main.")
  @QueryParameter(
      name = "format",
      values = "unified",
      meaning = "`unified` shows the lines that a merge would change, as git does.")
  @GetMapping("/diff")
  @Nullable Diff diff(
      RepoCaller caller, Query query, Conditional conditional, HttpServletResponse response)
      throws IOException {
    BranchName branch = new BranchName(query.required("branch"));
    if (query.text("format").filter("unified"::equals).isEmpty()) {
      return conditional.answer(
          validity.diff(caller.repoId(), branch), () -> diffs.of(caller.repoId(), branch));
    }
    Snapshot head =
        snapshots
            .of(caller.repoId(), branch, Long.MAX_VALUE)
            .orElseThrow(DocStoreException::branchNotFound);
    unified(caller.repoId(), deltas.ofBranch(head), response);
    return null;
  }

  /** What a commit changed, line by line. */
  @Responds(type = "text/x-diff", meaning = "The changed lines, as git shows them.")
  @GetMapping("/commit/{sequence}/diff")
  void commit(RepoCaller caller, @PathVariable String sequence, HttpServletResponse response)
      throws IOException {
    OptionalLong number = Query.integer(sequence);
    if (number.isEmpty()) {
      throw DocStoreException.badRequest("invalid sequence number");
    }
    unified(caller.repoId(), deltas.ofCommit(caller.repoId(), number.getAsLong()), response);
  }

  private void unified(long repoId, Deltas.Source source, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Type", "text/x-diff; charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    UnifiedDiff.write(repoId, source, contents, response.getOutputStream());
  }
}
