package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What must cost the same however long a repo's history is. */
public final class Shapes implements AutoCloseable {
  /** Large enough to be measured, small enough not to change the repo's shape. */
  private static final int CHANGED = 100;

  private final RepoClient client;
  private final FilledRepo repo;
  private final Map<String, Task> tasks = new LinkedHashMap<>();

  /** On a repo that has its history; the client is closed with this. */
  public Shapes(RepoClient client, FilledRepo repo) throws IOException {
    this.client = client;
    this.repo = repo;
    tasks.put("tree by pages of 1,000", WholeTree.ofMain(client, repo));
    tasks.put("read a small file", new ReadFile(client, repo));
    tasks.put("commit of one file", new Commit(client, repo, 1));
    tasks.put("diff of 100 files", new ReadDiff(client, repo, CHANGED));
    tasks.put("merge of 100 files", new Merge(client, repo, CHANGED));
  }

  /** Their names, in order. */
  public Iterable<String> names() {
    return tasks.keySet();
  }

  /** Does it for the n-th time; returns the milliseconds that it took. */
  public double millis(String name, int n) throws IOException {
    Task task = tasks.get(name);
    if (task == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return task.millis(n);
  }

  /** The repo that is measured. */
  public FilledRepo repo() {
    return repo;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
