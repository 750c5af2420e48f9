package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import java.io.IOException;

/** Merges a branch that changed many files. */
final class Merge implements Task {
  private final RepoClient client;
  private final FilledRepo repo;
  private final int files;

  Merge(RepoClient client, FilledRepo repo, int files) {
    this.client = client;
    this.repo = repo;
    this.files = files;
  }

  @Override
  public void before(int n) throws IOException {
    client.send(client.branch(name(n)));
    client.send(client.commit(name(n), repo.spread(files, name(n))));
  }

  @Override
  public void run(int n) throws IOException {
    client.send(client.merge(name(n)));
  }

  @Override
  public void after(int n) throws IOException {
    Checks.mainHas(client, repo.spread(files, name(n)).getLast());
  }

  private static String name(int n) {
    return "merged" + n;
  }
}
