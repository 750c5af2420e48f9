package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.common.wire.Diff;
import java.io.IOException;
import java.util.List;

/** Reads the diff of a branch that changed some of the files. */
final class ReadDiff implements Task {
  private final RepoClient client;
  private final byte[] request;

  ReadDiff(RepoClient client, FilledRepo repo, int changed) throws IOException {
    this.client = client;
    this.request = client.read("diff?branch=diffed");
    client.send(client.branch("diffed"));
    client.send(client.commit("diffed", repo.spread(changed, "branch")));
    Diff diff = client.send(request, Diff.class);
    WrongAnswerException.unlessEqual("changes in the diff", changed, diff.branchChanges().size());
    WrongAnswerException.unlessEqual("changes of main", List.of(), diff.mainChanges());
  }

  @Override
  public void run(int n) throws IOException {
    client.send(request);
  }
}
