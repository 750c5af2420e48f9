package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.server.web.ETag;
import dev.docstore.server.web.Validity;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What the tag of each read is made of, and which reads are immutable (page 00 B17): the one place
 * that decides.
 *
 * <p>Immutable are a version by its id, a commit by its sequence, and trees, files and archives at
 * an explicit sequence not beyond the branch's head: sequences count up only and the state at one
 * never changes (page 00 B10, B16). Not so
 *
 * <ul>
 *   <li>a sequence beyond the head, which means the head of the moment;
 *   <li>a release's name, which can be deleted and given to another sequence;
 *   <li>lists (history, commits, releases, branches) and diffs, which grow or move with a rebase;
 *   <li>the chain: whoever verifies it must see what a purge took away.
 * </ul>
 *
 * Two things can make an immutable answer untrue all the same: the purge of its branch, and the
 * deletion of its repo. Until then it was true, and only its reader's own cache ({@code private})
 * still shows it. Tags are made of keys that are never given out twice, not of names, so what comes
 * later under the same name is never taken for it when it is asked for again.
 */
@Component
class ReadValidity {
  private final Branches branches;
  private final CommitQueries commits;

  ReadValidity(Branches branches, CommitQueries commits) {
    this.branches = branches;
    this.commits = commits;
  }

  /** A page of a tree; empty is the tree of an unknown branch. */
  Validity tree(Optional<Snapshot> snapshot, int limit, String after) {
    return snapshot
        .map(of -> ofSnapshot("tree", of, limit, after))
        .orElseGet(() -> Validity.of(false, "tree", "unknown branch"));
  }

  Validity archive(Snapshot snapshot, ArchiveFormat format) {
    return ofSnapshot("archive", snapshot, 0, format.name());
  }

  private static Validity ofSnapshot(String what, Snapshot of, int limit, String text) {
    return Validity.of(
        of.pinned(),
        what,
        of.repoId(),
        of.branchId(),
        of.mainId(),
        of.at(),
        of.mainAt(),
        limit,
        text);
  }

  /** The bytes themselves, whatever has them. */
  Validity raw(Files.Version version, boolean immutable) {
    return new Validity(new ETag('"' + version.hash().hex() + '"'), immutable);
  }

  /** A version as JSON under a path, or under none. */
  Validity file(Files.Version version, boolean immutable, String path) {
    return Validity.of(immutable, "file", version.id(), version.executable(), path);
  }

  /** What a branch's head and base decide: lists of its commits and of a file's changes. */
  Validity history(long repoId, BranchName branch, long before, int limit, String path) {
    return branches
        .find(repoId, branch)
        .map(
            b ->
                Validity.of(
                    false, "history", repoId, b.id(), b.head(), b.base(), before, limit, path))
        .orElseGet(() -> Validity.of(false, "history", "unknown branch"));
  }

  /** What the heads of a branch and of main, and where they parted, decide; throws 404. */
  Validity diff(long repoId, BranchName branch) {
    BranchState viewed =
        branches.find(repoId, branch).orElseThrow(DocStoreException::branchNotFound);
    BranchState main =
        branches.find(repoId, BranchName.MAIN).orElseThrow(DocStoreException::branchNotFound);
    return Validity.of(
        false, "diff", repoId, viewed.id(), viewed.head(), viewed.base(), main.head());
  }

  /** A commit, which its hash covers; throws 404. */
  Validity commit(long repoId, long sequence) {
    return Validity.of(true, "commit", repoId, sequence, commits.hash(repoId, sequence));
  }

  /** Commits are only added at the end and only taken away: count and last tell states apart. */
  Validity chain(long repoId, long from, long to, int limit, long after) {
    return Validity.of(
        false, "chain", repoId, from, to, limit, after, commits.extent(repoId, from, to));
  }
}
