package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.ChainEntry;
import dev.docstore.common.wire.RebaseResponse;
import dev.docstore.common.wire.TreeEntry;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.vcs.Change.NewDocument;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random operations from several threads, compared with {@link RepoModel} at every
 * sequence.
 */
@DatabaseTest
class StoreModelTest {
  private static final int THREADS = 6;
  private static final int OPERATIONS_PER_THREAD = 400;
  private static final int PATHS = 30;

  /** How many there are to choose from; few, so that often only one side changes one. */
  private static final int LINES = 4;

  private static TestServer server;

  /** What happened, ordered by the sequence at which it took effect. */
  private sealed interface Step {
    long order();

    record Committed(long order, String branch, Map<String, @Nullable String> files)
        implements Step {}

    record Forked(long order, String branch) implements Step {}

    record Merged(long order, String branch) implements Step {}

    record Rebased(long order, String branch, long base) implements Step {}
  }

  private final ConcurrentLinkedQueue<Step> steps = new ConcurrentLinkedQueue<>();
  private long repoId;

  @BeforeAll
  static void start(TestDatabase database) {
    server = TestServer.start(database, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyTreeAtEverySequenceIsTheModels() throws Exception {
    repoId = server.bean(Snapshots.class).repoId("default/default").orElseThrow();
    long seed = System.nanoTime();
    mergeTexts();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int worker = i;
        running.add(threads.submit(() -> work(worker, new Random(seed + worker))));
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
    List<Step> ordered =
        steps.stream()
            .sorted(Comparator.comparingLong(Step::order).thenComparingInt(StoreModelTest::rank))
            .toList();
    RepoModel model = replay(ordered);
    assertThat(ordered).as("seed %d", seed).hasSizeGreaterThan(THREADS * OPERATIONS_PER_THREAD / 2);
    long last = server.bean(Sequences.class).headOfMain(repoId);
    long end = Math.max(last, ordered.getLast().order()) + 1;
    List<String> branches = new ArrayList<>(List.of("main"));
    ordered.stream()
        .filter(Step.Forked.class::isInstance)
        .forEach(step -> branches.add(((Step.Forked) step).branch()));
    for (String branch : branches) {
      // Every sequence for main; for a branch the ones around its life, where its tree can change.
      for (long at : interesting(ordered, branch, end)) {
        assertThat(tree(branch, at))
            .as(() -> "seed %d: %s at %d after %s".formatted(seed, branch, at, of(ordered, branch)))
            .isEqualTo(model.tree(branch, at));
      }
    }
    assertThat(model.textMerges()).as("seed %d", seed).isPositive();
    assertSequencesWithoutGaps();
    assertChainsHold();
    assertThat(Verified.damages(server, repoId)).as("seed %d", seed).isEmpty();
  }

  private static int rank(Step step) {
    return step instanceof Step.Forked || step instanceof Step.Rebased ? 1 : 0;
  }

  private static long[] interesting(List<Step> steps, String branch, long end) {
    if (branch.equals("main")) {
      return LongStream.rangeClosed(0, end).toArray();
    }
    return of(steps, branch).stream()
        .flatMapToLong(step -> LongStream.of(step.order() - 1, step.order(), step.order() + 1))
        .distinct()
        .toArray();
  }

  private static List<Step> of(List<Step> steps, String branch) {
    return steps.stream()
        .filter(
            step ->
                switch (step) {
                  case Step.Committed c -> c.branch().equals(branch);
                  case Step.Forked f -> f.branch().equals(branch);
                  case Step.Merged m -> m.branch().equals(branch);
                  case Step.Rebased r -> r.branch().equals(branch);
                })
        .toList();
  }

  /**
   * One thread's life: commits on main and on branches of its own or others', merges, rebases,
   * abandons.
   */
  private Void work(int worker, Random random) {
    List<String> mine = new ArrayList<>();
    for (int i = 0; i < OPERATIONS_PER_THREAD; i++) {
      int dice = random.nextInt(100);
      String branch = mine.isEmpty() ? "main" : mine.get(random.nextInt(mine.size()));
      if (dice < 12 || mine.isEmpty()) {
        mine.add(fork("w%d/b%d".formatted(worker, i)));
      } else if (dice < 20) {
        merge(branch);
      } else if (dice < 26) {
        rebase(branch);
      } else if (dice < 28) {
        abandon(branch, mine);
      } else {
        commit(dice < 40 ? "main" : branch, random);
      }
    }
    return null;
  }

  /** What chance may leave out: both sides change one text, in different lines. */
  private void mergeTexts() {
    commit("main", Map.of("text", text(0, 0)));
    fork("texts");
    commit("texts", Map.of("text", text(1, 0)));
    commit("main", Map.of("text", text(0, 1)));
    merge("texts");
  }

  private String fork(String branch) {
    long base =
        server
            .bean(BranchLife.class)
            .create(repoId, new BranchName(branch), false, "w@example.com")
            .baseSequence();
    steps.add(new Step.Forked(base, branch));
    return branch;
  }

  private void commit(String branch, Random random) {
    Map<String, @Nullable String> files = new TreeMap<>();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      String path = "d%d/f%02d".formatted(random.nextInt(3), random.nextInt(PATHS));
      files.put(
          path, random.nextInt(5) == 0 ? null : text(random.nextInt(LINES), random.nextInt(LINES)));
    }
    commit(branch, files);
  }

  private void commit(String branch, Map<String, @Nullable String> files) {
    List<Change> changes = new ArrayList<>();
    files.forEach((path, content) -> changes.add(change(path, content)));
    CommitOutcome outcome =
        server
            .bean(CommitLanes.class)
            .submit(
                new CommitOrder(
                    repoId, new BranchName(branch), "m", "w@example.com", changes, null, null));
    if (outcome instanceof CommitOutcome.Committed committed) {
      steps.add(new Step.Committed(committed.response().sequence(), branch, files));
    } else {
      assertThat(outcome).isInstanceOf(CommitOutcome.Refused.class);
    }
  }

  private static Change change(String path, @Nullable String content) {
    if (content == null) {
      return new Change.Delete(new FilePath(path));
    }
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Change.Write(
        new FilePath(path),
        new NewDocument(ContentHash.of(bytes), bytes, bytes.length, null),
        false);
  }

  private void merge(String branch) {
    long before = server.bean(Sequences.class).headOfMain(repoId);
    MergeOutcome outcome =
        server
            .bean(Merge.class)
            .run(
                new Merge.Order(
                    repoId,
                    new RepoName("default/default"),
                    new BranchName(branch),
                    "w@example.com",
                    false,
                    Resolutions.NONE,
                    null,
                    null));
    if (outcome instanceof MergeOutcome.Merged(long sequence) && hasCommit(branch, sequence)) {
      assertThat(sequence).isGreaterThan(before);
      steps.add(new Step.Merged(sequence, branch));
    }
  }

  /** An empty branch is merged without a commit; then main's head is whatever it was. */
  private boolean hasCommit(String branch, long sequence) {
    return sequence > 0
        && server
            .bean(CommitQueries.class)
            .show(repoId, sequence)
            .message()
            .equals("merge branch '" + branch + "'");
  }

  private void rebase(String branch) {
    try {
      RebaseResponse answer =
          server
              .bean(Rebase.class)
              .run(
                  new Rebase.Order(
                      repoId,
                      new BranchName(branch),
                      "w@example.com",
                      Resolutions.NONE,
                      null,
                      null));
      if (answer.commitsReplayed() > 0) {
        long first = answer.headSequence() - answer.commitsReplayed() + 1;
        steps.add(new Step.Rebased(first, branch, answer.baseSequence()));
      } else if (answer.headSequence() == answer.baseSequence()) {
        // Without commits of its own only the base moved. Where it has some, main had not moved and
        // nothing happened: a step at the base would move the base before those commits were made.
        steps.add(new Step.Rebased(answer.baseSequence(), branch, answer.baseSequence()));
      }
    } catch (DocStoreException refusal) {
      assertThat(refusal.status()).isEqualTo(409);
    }
  }

  private void abandon(String branch, List<String> mine) {
    if (mine.size() > 1) {
      server.api().delete("/repos/default/default/-/branch/" + branch);
      mine.remove(branch);
    }
  }

  private static RepoModel replay(List<Step> steps) {
    RepoModel model = new RepoModel();
    for (Step step : steps) {
      switch (step) {
        case Step.Committed c -> model.commit(c.order(), c.branch(), c.files());
        case Step.Forked f -> model.fork(f.branch(), f.order());
        case Step.Merged m -> model.merge(m.order(), m.branch());
        case Step.Rebased r -> model.rebase(r.branch(), r.base(), r.order());
      }
    }
    return model;
  }

  /** The tree as the store has it, read in small pages, with contents by hash. */
  private Map<String, String> tree(String branch, long at) {
    Snapshot snapshot =
        server.bean(Snapshots.class).of(repoId, new BranchName(branch), at).orElseThrow();
    Map<String, String> tree = new TreeMap<>();
    String after = "";
    List<TreeEntry> page;
    do {
      page = server.bean(Trees.class).page(snapshot, after, 17);
      for (TreeEntry entry : page) {
        tree.put(entry.path(), CONTENTS.get(entry.contentHash()));
        after = entry.path();
      }
    } while (page.size() == 17);
    return tree;
  }

  private static final Map<String, String> CONTENTS = contents();

  private static Map<String, String> contents() {
    Map<String, String> contents = new HashMap<>();
    for (int first = 0; first < LINES; first++) {
      for (int last = 0; last < LINES; last++) {
        String text = text(first, last);
        contents.put(ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex(), text);
      }
    }
    return contents;
  }

  private static String text(int first, int last) {
    return RepoModel.text("first " + first, "last " + last);
  }

  private void assertSequencesWithoutGaps() {
    List<ChainEntry> chain =
        server.bean(CommitQueries.class).chain(repoId, 1, Long.MAX_VALUE, 0, Integer.MAX_VALUE);
    assertThat(chain.stream().mapToLong(ChainEntry::sequence).toArray())
        .isEqualTo(LongStream.rangeClosed(1, chain.size()).toArray());
  }

  private void assertChainsHold() {
    Map<String, ContentHash> heads = new HashMap<>();
    for (ChainEntry entry :
        server.bean(CommitQueries.class).chain(repoId, 1, Long.MAX_VALUE, 0, Integer.MAX_VALUE)) {
      ContentHash expected =
          CommitHash.of(
              heads.getOrDefault(entry.branch(), CommitHash.GENESIS),
              new CommitHash.Header(
                  entry.sequence(),
                  "default/default",
                  entry.branch(),
                  entry.author(),
                  entry.message(),
                  entry.createdAt()),
              entry.files().stream()
                  .map(f -> new CommitHash.File(f.path(), f.contentHash(), f.mode() != null))
                  .toList());
      assertThat(entry.commitHash()).as("sequence %d", entry.sequence()).isEqualTo(expected.hex());
      heads.put(entry.branch(), expected);
    }
  }
}
