package dev.docstore.server.ci;

import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.wire.FileContent;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.vcs.FileQueries;
import dev.docstore.server.web.Errors;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The configuration of CI (spec 03 §16.3, page 00 E11). */
@RestController
class ConfigController {
  private static final FilePath CONFIG = new FilePath(".docstore/ci.yaml");
  private static final int MAX_BYTES = 1 << 20;

  private final FileQueries files;

  ConfigController(FileQueries files) {
    this.files = files;
  }

  /**
   * The file {@code .docstore/ci.yaml}: to a CI job as its commit has it, to others as they ask.
   */
  @QueryParameter(
      name = "branch",
      byDefault = "main",
      meaning = "The branch; a CI job's own, whatever it asks for.")
  @QueryParameter(
      name = "at",
      type = QueryType.INTEGER,
      meaning = "A sequence; a CI job's own, whatever it asks for. Absent: the branch's head.")
  @GetMapping("/repos/{repo}/-/ci/config")
  FileContent config(RepoCaller caller, Query query) {
    String branch = query.text("branch").orElse("main");
    long at = query.number("at", "invalid 'at' parameter").orElse(Long.MAX_VALUE);
    if (caller.caller() instanceof Caller.Job job) {
      branch = job.branch();
      at = job.sequence();
    }
    return files
        .at(caller.repoId(), new BranchName(branch), at, CONFIG, MAX_BYTES)
        .orElseThrow(Errors::notFound);
  }
}
