package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import java.io.IOException;

/** The three requests of a small change: branch, commit of one file, merge. */
final class BranchCommitMerge implements Task {
  private final RepoClient client;
  private final FilledRepo repo;
  private byte[] branch = new byte[0];
  private byte[] commit = new byte[0];
  private byte[] merge = new byte[0];

  BranchCommitMerge(RepoClient client, FilledRepo repo) {
    this.client = client;
    this.repo = repo;
  }

  @Override
  public void before(int n) {
    String name = "small" + n;
    branch = client.branch(name);
    commit = client.commit(name, repo.changes(n * 7, 1, name));
    merge = client.merge(name);
  }

  @Override
  public void run(int n) throws IOException {
    client.send(branch);
    client.send(commit);
    client.send(merge);
  }

  @Override
  public void after(int n) throws IOException {
    Checks.mainHas(client, repo.changes(n * 7, 1, "small" + n).getFirst());
  }
}
