package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Load;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Reads of one small file, any of the tree, as JSON. */
record SmallReads(int files) implements RateRow.Workload {
  @Override
  public Load.Clients on(Target target) throws Exception {
    FilledRepo repo = FilledRepo.create(target, files);
    try (RepoClient client = repo.client(target)) {
      new ReadFile(client, repo).after(0);
      List<byte[]> requests =
          repo.paths().stream().map(path -> client.read("file/" + path)).toList();
      return index -> new Client(repo.client(target), requests, new SplittableRandom(index));
    }
  }

  private record Client(RepoClient repo, List<byte[]> requests, SplittableRandom random)
      implements Load.Client {
    @Override
    public void once(int number) throws Exception {
      repo.send(requests.get(random.nextInt(requests.size())));
    }

    @Override
    public void close() throws IOException {
      repo.close();
    }
  }
}
