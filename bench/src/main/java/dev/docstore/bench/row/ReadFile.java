package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.FileContent;
import java.io.IOException;
import java.util.SplittableRandom;

/** Reads one small file, any of the tree. */
final class ReadFile implements Task {
  private final RepoClient client;
  private final FilledRepo repo;
  private final SplittableRandom random = new SplittableRandom(1);

  ReadFile(RepoClient client, FilledRepo repo) {
    this.client = client;
    this.repo = repo;
  }

  @Override
  public void run(int n) throws IOException {
    client.send(request(random.nextInt(repo.paths().size())));
  }

  @Override
  public void after(int n) throws IOException {
    FileContent file = client.send(request(0), FileContent.class);
    WrongAnswerException.unlessEqual("the path of a file", repo.paths().getFirst(), file.path());
    WrongAnswerException.unlessEqual(
        "the hash of a file", ContentHash.of(file.content()).hex(), file.contentHash());
  }

  private byte[] request(int index) {
    return client.read("file/" + repo.paths().get(index));
  }
}
