package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.CommitResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Commits new versions of some files to {@code main}, other files every time. */
final class Commit implements Task {
  private final RepoClient client;
  private final FilledRepo repo;
  private final int files;
  private byte[] request = new byte[0];
  private byte[] answer = new byte[0];

  Commit(RepoClient client, FilledRepo repo, int files) {
    this.client = client;
    this.repo = repo;
    this.files = files;
  }

  @Override
  public void before(int n) {
    String version = n + "-" + System.nanoTime();
    request = client.commit("main", repo.changes(n * files, files, version));
  }

  @Override
  public void run(int n) throws IOException {
    answer = client.send(request);
  }

  @Override
  public void after(int n) throws IOException {
    CommitResponse commit =
        Json.read(new String(answer, StandardCharsets.UTF_8), CommitResponse.class);
    WrongAnswerException.unlessEqual("files in the commit", files, commit.files().size());
  }
}
