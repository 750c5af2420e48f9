package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.common.wire.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole tree in pages of a thousand. */
final class WholeTree implements Task {
  private static final int PAGE = 1000;

  private final RepoClient client;
  private final List<byte[]> pages = new ArrayList<>();

  /** Of a branch, or of an older sequence, as the query says. */
  private WholeTree(RepoClient client, FilledRepo repo, String query) throws IOException {
    this.client = client;
    String after = "";
    for (int from = 0; from < repo.paths().size(); from += PAGE) {
      byte[] request = client.read("tree?limit=" + PAGE + query + after);
      TreeEntry[] entries = client.send(request, TreeEntry[].class);
      int expected = Math.min(PAGE, repo.paths().size() - from);
      WrongAnswerException.unlessEqual("entries of a page", expected, entries.length);
      String last = entries[entries.length - 1].path();
      WrongAnswerException.unlessEqual("last path", repo.paths().get(from + expected - 1), last);
      pages.add(request);
      after = "&after=" + last;
    }
  }

  /** {@code main} as it is. */
  static WholeTree ofMain(RepoClient client, FilledRepo repo) throws IOException {
    return new WholeTree(client, repo, "");
  }

  /** A branch that changed a hundred files. */
  static WholeTree ofBranch(RepoClient client, FilledRepo repo) throws IOException {
    client.send(client.branch("changed"));
    client.send(client.commit("changed", repo.spread(100, "branch")));
    return new WholeTree(client, repo, "&branch=changed");
  }

  /** {@code main} before its last commits, which changed every file. */
  static WholeTree ofThePast(RepoClient client, FilledRepo repo) throws IOException {
    int commits = Math.ceilDiv(repo.paths().size(), FilledRepo.PER_COMMIT);
    for (int from = 0; from < repo.paths().size(); from += FilledRepo.PER_COMMIT) {
      client.send(client.commit("main", repo.changes(from, FilledRepo.PER_COMMIT, "second")));
    }
    return new WholeTree(client, repo, "&at=" + commits);
  }

  @Override
  public void run(int n) throws IOException {
    for (byte[] page : pages) {
      client.drain(page);
    }
  }
}
