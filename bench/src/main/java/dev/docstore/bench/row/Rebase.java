package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.SmallFile;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.RebaseResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rebases a branch of one-file commits onto a {@code main} that moved elsewhere. */
final class Rebase implements Task {
  private final RepoClient client;
  private final FilledRepo repo;
  private final int commits;
  private byte[] answer = new byte[0];

  Rebase(RepoClient client, FilledRepo repo, int commits) {
    this.client = client;
    this.repo = repo;
    this.commits = commits;
  }

  @Override
  public void before(int n) throws IOException {
    client.send(client.branch(name(n)));
    for (SmallFile change : repo.spread(commits, name(n))) {
      client.send(client.commit(name(n), List.of(change)));
    }
    client.send(client.commit("main", repo.changes(1, 1, "main" + n)));
  }

  @Override
  public void run(int n) throws IOException {
    answer = client.send(client.rebase(name(n)));
  }

  @Override
  public void after(int n) throws IOException {
    RebaseResponse rebased =
        Json.read(new String(answer, StandardCharsets.UTF_8), RebaseResponse.class);
    WrongAnswerException.unlessEqual("commits replayed", commits, rebased.commitsReplayed());
  }

  private static String name(int n) {
    return "rebased" + n;
  }
}
