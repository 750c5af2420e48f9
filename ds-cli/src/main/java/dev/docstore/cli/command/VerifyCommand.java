package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.console.Text;
import dev.docstore.cli.sync.Chain;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.cli.sync.Links;
import dev.docstore.cli.workspace.Config;
import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.wire.Branch;
import dev.docstore.common.wire.ChainEntry;
import java.util.ArrayList;
import java.util.List;

/** {@code ds verify}: recomputes the current branch's chain from its first commit. */
public final class VerifyCommand {
  private static final int SHOWN = 16;
  private static final Syntax SYNTAX = Syntax.of("verify");

  private record Verdict(long sequence, String result, String message) {}

  private final Console console;
  private final boolean json;
  private final String branch;
  private final Links links;
  private final List<Verdict> verdicts = new ArrayList<>();
  private long firstFailure;

  private VerifyCommand(Console console, boolean json, Config config) {
    this.console = console;
    this.json = json;
    this.branch = config.branch();
    this.links = new Links(config.repo(), CommitHash.GENESIS);
  }

  public static void run(List<String> raw, Session session) {
    Args args = SYNTAX.parse(raw);
    Config config = session.context();
    new VerifyCommand(session.console(), args.has("--json"), config).run(session.repo(config));
  }

  private void run(RepoClient repo) {
    Branch found = Fetching.of("branch head", () -> BranchLookup.find(repo, branch));
    Fetching.run("chain", () -> Chain.read(repo, 1, found.headSequence(), this::accept));
    if (json) {
      console.json(verdicts);
    } else if (verdicts.isEmpty()) {
      console.line("No commits to verify.");
    }
    if (firstFailure > 0) {
      throw Failure.of("chain integrity error at sequence " + firstFailure);
    }
  }

  private void accept(ChainEntry entry) {
    if (!entry.branch().equals(branch)) {
      return;
    }
    switch (links.next(entry)) {
      case Links.Step.Matches ok ->
          report(entry, "OK", "OK    " + Text.cut(String.valueOf(entry.commitHash()), SHOWN));
      case Links.Step.WithoutHash skip -> report(entry, "SKIP", "SKIP  (no commit_hash)");
      case Links.Step.Differs(String computed, String stored) -> {
        report(
            entry,
            "FAIL",
            "FAIL  (expected "
                + Text.cut(computed, SHOWN)
                + " got "
                + Text.cut(stored, SHOWN)
                + ")");
        firstFailure = firstFailure == 0 ? entry.sequence() : firstFailure;
      }
    }
  }

  private void report(ChainEntry entry, String result, String shown) {
    verdicts.add(new Verdict(entry.sequence(), result, entry.message()));
    if (!json) {
      console.line("seq " + Text.pad(entry.sequence(), 4) + "  " + shown + "  " + entry.message());
    }
  }
}
