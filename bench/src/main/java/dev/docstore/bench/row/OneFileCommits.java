package dev.docstore.bench.row;

import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.SmallFile;
import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Load;
import dev.docstore.common.wire.CommitResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Commits of one small file with content that nobody had before, to {@code main}; the clients are
 * spread over the repos and change a hundred files each.
 */
record OneFileCommits(int repos) implements RateRow.Workload {
  private static final int FILES = 100;

  @Override
  public Load.Clients on(Target target) throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < repos; i++) {
      names.add(target.newRepo());
    }
    return index -> {
      Client client = new Client(target.client(names.get(index % repos)), "client" + index);
      client.check();
      return client;
    };
  }

  private record Client(RepoClient repo, String folder) implements Load.Client {
    @Override
    public void once(int number) throws Exception {
      repo.send(commit(number));
    }

    void check() throws Exception {
      CommitResponse answer = repo.send(commit(0), CommitResponse.class);
      WrongAnswerException.unlessEqual("files in a commit", 1, answer.files().size());
    }

    private byte[] commit(int number) {
      String path = folder + "/file" + number % FILES + ".txt";
      return repo.commit("main", List.of(new SmallFile(path, Long.toString(System.nanoTime()))));
    }

    @Override
    public void close() throws IOException {
      repo.close();
    }
  }
}
