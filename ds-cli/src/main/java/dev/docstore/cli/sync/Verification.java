package dev.docstore.cli.sync;

import dev.docstore.cli.console.Failure;
import dev.docstore.cli.workspace.Anchor;
import dev.docstore.cli.workspace.State;
import dev.docstore.common.client.NoAnswerException;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.ChainEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks what a pull is about to write against the commit chain, before anything changes (spec 04
 * A5): the links from the branch's anchor to its new head, then the tree against the files that
 * those links cover.
 */
public final class Verification {
  /**
   * What a pull may go on with.
   *
   * @param anchor what to trust from now on; empty to leave it as it is
   * @param notes lines for the user
   */
  public record Result(Optional<Anchor> anchor, List<String> notes) {}

  private final RepoClient repo;
  private final Target target;
  private final State state;
  private final List<String> notes = new ArrayList<>();

  private Verification(RepoClient repo, State state, Target target) {
    this.repo = repo;
    this.state = state;
    this.target = target;
  }

  /** Verifies, or fails with {@code chain integrity error at sequence N: …}. */
  public static Result of(RepoClient repo, State state, Target target) {
    return new Verification(repo, state, target).run();
  }

  /** Trusts the target as it is: first use, or the user's decision after an error. */
  public static Result trust(RepoClient repo, State state, Target target) {
    Verification verification = new Verification(repo, state, target);
    return target.sequence() == 0
        ? verification.result(Optional.empty())
        : verification.trustFirstUse();
  }

  private Result run() {
    Optional<Anchor> known = state.anchor(target.branch());
    if (known.isEmpty()) {
      return trust(repo, state, target);
    }
    Anchor anchor = known.get();
    if (anchor.sequence() > target.sequence()) {
      throw Integrity.broken(
          anchor.sequence(), "the server's head is at " + target.sequence() + " now");
    }
    if (target.sequence() == 0) {
      return result(known);
    }
    return result(Optional.of(verify(anchor)));
  }

  private Anchor verify(Anchor anchor) {
    OwnWalk own = new OwnWalk(repo.name(), target, anchor, this::skipped);
    long oldBase = Objects.requireNonNullElse(anchor.base(), target.base());
    boolean rebased = oldBase != target.base();
    MainWalk main = new MainWalk(repo.name(), oldBase, target.base(), state.anchor("main"));
    Anchor reached = anchor;
    if (anchor.sequence() != target.sequence()) {
      for (ChainEntry entry : entries(rebased ? oldBase : anchor.sequence())) {
        own.accept(entry);
        if (rebased) {
          main.accept(entry);
        }
      }
      reached = own.end();
    }
    new TreeCheck(state, target).require(anchor, main.changes(), own.changes());
    return reached;
  }

  private List<ChainEntry> entries(long from) {
    List<ChainEntry> entries = new ArrayList<>();
    try {
      Chain.read(repo, Math.max(1, from), target.sequence(), entries::add);
    } catch (NoAnswerException e) {
      throw Failure.of("chain fetch for verification: " + e.reason());
    } catch (DocStoreException e) {
      if (e.status() == 401) {
        throw e;
      }
      throw Failure.of("chain fetch for verification: server error: " + e.getMessage());
    }
    return entries;
  }

  private Result trustFirstUse() {
    List<ChainEntry> tip;
    try {
      tip = repo.chain(target.sequence(), target.sequence());
    } catch (NoAnswerException e) {
      return unfetched(e.reason());
    } catch (DocStoreException e) {
      return unfetched("server error: " + e.getMessage());
    }
    if (tip.isEmpty()) {
      return result(Optional.empty());
    }
    ChainEntry entry = tip.getFirst();
    if (!entry.branch().equals(target.branch())) {
      return result(Optional.of(Anchor.fresh(target.sequence())));
    }
    if (entry.commitHash() == null) {
      notes.add(
          "note: current tip (seq "
              + entry.sequence()
              + ") predates hash chain feature; chain verification will begin on next commit");
      return result(Optional.empty());
    }
    return result(Optional.of(new Anchor(target.sequence(), entry.commitHash(), target.base())));
  }

  private Result unfetched(String why) {
    notes.add("warning: could not fetch chain for TOFU: " + why);
    return result(Optional.empty());
  }

  private void skipped(long sequence) {
    if (notes.isEmpty()) {
      notes.add("note: skipping pre-feature commit at sequence " + sequence + " (no commit_hash)");
    }
  }

  private Result result(Optional<Anchor> anchor) {
    return new Result(anchor, List.copyOf(notes));
  }
}
