package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.ChainEntry;
import dev.docstore.common.wire.ChainFile;
import dev.docstore.common.wire.Diff;
import dev.docstore.common.wire.FileChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Finds what {@code paths} filters look at: on a branch everything that it changes against {@code
 * main}, on {@code main} the files of the commit under test.
 */
record ChangedPaths(DocStore docstore) {
  private static final Logger LOG = LoggerFactory.getLogger(ChangedPaths.class);

  /** Empty when no check asks, or when the answer cannot be had: then every check runs. */
  Optional<List<String>> call(List<Check> checks) throws InterruptedException {
    if (checks.stream().allMatch(check -> check.paths().isEmpty())) {
      return Optional.empty();
    }
    try {
      return docstore.job().branch().equals("main") ? ofCommit() : ofBranch();
    } catch (IOException | JobFailedException | JacksonException e) {
      LOG.warn("cannot find out which files changed, so no check is left out: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<List<String>> ofBranch()
      throws IOException, InterruptedException, JobFailedException {
    return ok(docstore.get("diff?branch=" + Urls.query(docstore.job().branch())))
        .map(json -> Json.read(json, Diff.class))
        .map(diff -> diff.branchChanges().stream().map(FileChange::path).toList());
  }

  private Optional<List<String>> ofCommit()
      throws IOException, InterruptedException, JobFailedException {
    long sequence = docstore.job().sequence();
    return ok(docstore.get("chain?from=%d&to=%d".formatted(sequence, sequence)))
        .map(json -> Json.read(json, ChainEntry[].class))
        .map(
            chain ->
                Arrays.stream(chain)
                    .filter(commit -> commit.sequence() == sequence)
                    .flatMap(commit -> commit.files().stream().map(ChainFile::path))
                    .toList());
  }

  private static Optional<String> ok(Http.Answer answer) {
    if (answer.status() != 200) {
      LOG.warn("changed files: unexpected status {}: {}", answer.status(), answer.text());
      return Optional.empty();
    }
    return Optional.of(new String(answer.body(), StandardCharsets.UTF_8));
  }
}
