package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.vcs.Contents.Ref;
import dev.docstore.server.vcs.TextMerges.Result;
import dev.docstore.server.vcs.TextMerges.Triple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Texts are merged outside the work that needs them, but not for ever. */
class LineMergingTest {
  private static final TestServer SERVER = TestServer.shared();
  private final TestRepo repo = TestRepo.newOn(SERVER);
  private final long repoId = SERVER.bean(Snapshots.class).repoId(repo.name()).orElseThrow();
  private final LineMerging lines = SERVER.bean(LineMerging.class);

  private List<Ref> versions(int count) {
    String[] files = new String[2 * count];
    for (int i = 0; i < count; i++) {
      files[2 * i] = "f" + i;
      files[2 * i + 1] = "text " + i;
    }
    repo.commit("main", files);
    List<Ref> versions = new ArrayList<>();
    for (JsonNode entry : repo.get("tree").json()) {
      versions.add(new Ref(UUID.fromString(entry.get("version_id").asString()), 6));
    }
    return versions;
  }

  @Test
  void workThatNeedsATextRunsAgainOnceItIsMerged() {
    List<Ref> versions = versions(2);
    Triple triple = new Triple(versions.get(0), versions.get(0), versions.get(1));
    AtomicInteger runs = new AtomicInteger();
    Result result =
        lines.asking(
            repoId,
            texts -> {
              runs.incrementAndGet();
              texts.require(List.of(triple));
              return texts.of(triple);
            });
    assertThat(runs).hasValue(2);
    assertThat(result).isInstanceOf(Result.Merged.class);
  }

  @Test
  void workThatNeverFindsTheSameTextsEndsAllTheSame() {
    List<Ref> versions = versions(10);
    AtomicInteger runs = new AtomicInteger();
    Result result =
        lines.writing(
            repoId,
            texts -> {
              Ref moved = versions.get(runs.incrementAndGet());
              Triple triple = new Triple(null, versions.getFirst(), moved);
              texts.require(List.of(triple));
              return texts.of(triple);
            });
    assertThat(runs).hasValue(LineMerging.ROUNDS);
    assertThat(result).isInstanceOf(Result.Overlap.class);
  }
}
