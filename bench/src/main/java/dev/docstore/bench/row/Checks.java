package dev.docstore.bench.row;

import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.SmallFile;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.FileContent;
import java.io.IOException;

/** Looks whether a change arrived. */
final class Checks {
  private Checks() {}

  static void mainHas(RepoClient client, SmallFile file) throws IOException {
    String got = client.send(client.read("file/" + file.path()), FileContent.class).contentHash();
    WrongAnswerException.unlessEqual(
        "the hash of " + file.path(), ContentHash.of(file.content()).hex(), got);
  }
}
