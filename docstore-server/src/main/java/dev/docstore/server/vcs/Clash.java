package dev.docstore.server.vcs;

import dev.docstore.common.name.FilePath;
import dev.docstore.common.wire.Conflict;
import dev.docstore.server.vcs.Change.NewDocument;
import dev.docstore.server.vcs.Contents.Ref;
import dev.docstore.server.vcs.TextMerges.Result;
import dev.docstore.server.vcs.TextMerges.Triple;

/**
 * One path that main and a branch both changed since they parted.
 *
 * @param base what main said of it when they parted
 */
record Clash(PathState base, PathState main, PathState branch) {
  /** How a clash ends, as far as it can be told without reading contents. */
  sealed interface Outcome {
    /** It ends here. */
    sealed interface Final extends Outcome {}

    /** The sides agree, or only one of them really changed something, or the lines fit. */
    record Settled(Change change) implements Final {}

    /** Somebody has to decide. */
    record Undecided(Clash clash, String kind) implements Final {}

    /** Both changed the content: it depends on the lines. */
    record Lines(Triple triple) implements Outcome {}
  }

  String path() {
    return branch.path();
  }

  Outcome outcome() {
    if (branch.sameAs(main) || main.sameAs(base)) {
      return settled(branch);
    }
    if (branch.sameAs(base)) {
      return settled(main);
    }
    if (main.isAbsent() || branch.isAbsent()) {
      return new Outcome.Undecided(this, "modify_delete");
    }
    if (base.isAbsent() && main.executable() != branch.executable()) {
      return new Outcome.Undecided(this, "add_add");
    }
    if (branch.sameContent(main) || main.sameContent(base)) {
      return settled(branch.withMode(executable()));
    }
    if (branch.sameContent(base)) {
      return settled(main.withMode(executable()));
    }
    return new Outcome.Lines(new Triple(Ref.of(base), Ref.of(main), Ref.of(branch)));
  }

  private static Outcome settled(PathState state) {
    return new Outcome.Settled(state.asChange());
  }

  /** The end of a clash that depended on its lines. */
  Outcome.Final merged(Result lines) {
    return switch (lines) {
      case Result.Merged(NewDocument document) ->
          new Outcome.Settled(write(document, executable()));
      case Result.Overlap _ -> new Outcome.Undecided(this, base.isAbsent() ? "add_add" : "content");
      case Result.NotText _ -> new Outcome.Undecided(this, "binary");
    };
  }

  /** New bytes for the path; the content type stays that of the branch, else that of main. */
  Change write(NewDocument document, boolean executable) {
    String type = branch.contentType() == null ? main.contentType() : branch.contentType();
    return new Change.Write(
        new FilePath(path()),
        new NewDocument(document.hash(), document.inline(), document.size(), type),
        executable);
  }

  /** The mode that the sides make together: that of the only one there is, or that changed it. */
  boolean executable() {
    if (main.isAbsent() || branch.isAbsent()) {
      return main.executable() || branch.executable();
    }
    return main.executable() == base.executable() ? branch.executable() : main.executable();
  }

  /** As clients see it. */
  Conflict conflict(String kind) {
    return new Conflict(path(), main.versionText(), branch.versionText(), base.versionText(), kind);
  }
}
