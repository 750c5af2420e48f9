package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import java.io.IOException;

/** Reads a whole tree as a tar archive. */
final class WholeArchive implements Task {
  private static final long BLOCK = 512;

  private final RepoClient client;
  private final byte[] request;
  private final long expected;
  private long received;

  WholeArchive(RepoClient client, FilledRepo repo) {
    this.client = client;
    this.request = client.read("archive?branch=main");
    this.expected =
        2 * BLOCK
            + repo.changes(0, repo.paths().size(), "first").stream()
                .mapToLong(file -> BLOCK + Math.ceilDiv(file.content().length, BLOCK) * BLOCK)
                .sum();
  }

  @Override
  public void run(int n) throws IOException {
    received = client.drain(request);
  }

  @Override
  public void after(int n) throws IOException {
    WrongAnswerException.unlessEqual("bytes of the archive", expected, received);
  }
}
