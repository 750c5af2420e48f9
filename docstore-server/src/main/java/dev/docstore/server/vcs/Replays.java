package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.FilePath;
import dev.docstore.server.vcs.Clash.Outcome;
import dev.docstore.server.vcs.Merging.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a branch's commits become on another base (page 00 H6). Each is replayed as the branch stood
 * after it, merged line by line with main; so the last replay ends exactly where a merge would.
 * Where a state in between cannot be merged, its replay keeps main's side.
 */
@Component
class Replays {
  /** A commit to be written: the one that it repeats, and what it does. */
  record Replay(long sequence, String author, List<Change> changes) {}

  private record Original(long sequence, String author, List<PathState> states) {}

  private final Merging merging;
  private final JdbcClient jdbc;

  Replays(Merging merging, JdbcClient jdbc) {
    this.merging = merging;
    this.jdbc = jdbc;
  }

  /**
   * The replays, in order.
   *
   * @throws DocStoreException 409 with the conflicts that no resolution ends
   */
  List<Replay> plan(
      long repoId,
      BranchState main,
      BranchState branch,
      Resolutions resolutions,
      TextMerges texts) {
    Parting parting = merging.parting(repoId, main, branch);
    List<Original> originals = originals(repoId, branch);
    // The final states come first: they get the memory that there is, as in a merge.
    texts.require(
        Merging.texts(
            parting,
            Stream.concat(
                parting.ours().stream(), originals.stream().flatMap(o -> o.states().stream()))));
    Verdict verdict = Merging.judge(parting, texts, resolutions);
    if (!verdict.conflicts().isEmpty()) {
      throw DocStoreException.conflicts(verdict.conflicts());
    }
    List<Replay> replays = new ArrayList<>();
    for (Original original : originals) {
      replays.add(
          new Replay(
              original.sequence(),
              original.author(),
              original.states().stream().map(state -> replayed(parting, state, texts)).toList()));
    }
    if (!replays.isEmpty()) {
      replays.add(withResolutions(replays.removeLast(), resolutions, verdict));
    }
    return replays;
  }

  private static Change replayed(Parting parting, PathState state, TextMerges texts) {
    return switch (Merging.outcome(parting, state, texts)) {
      case Outcome.Settled(Change change) -> change;
      case Outcome.Undecided(Clash clash, String _) -> clash.main().asChange();
    };
  }

  /** The last replay is where resolutions take effect, whichever commit touched the paths. */
  private static Replay withResolutions(Replay last, Resolutions resolutions, Verdict verdict) {
    Map<FilePath, Change> changes =
        last.changes().stream()
            .collect(
                Collectors.toMap(
                    Change::path, Function.identity(), (a, _) -> a, LinkedHashMap::new));
    verdict.changes().stream()
        .filter(change -> resolutions.byPath().containsKey(change.path().value()))
        .forEach(change -> changes.put(change.path(), change));
    return new Replay(last.sequence(), last.author(), List.copyOf(changes.values()));
  }

  /** Only what was made on the present base: what came before was replayed by earlier rebases. */
  private List<Original> originals(long repoId, BranchState branch) {
    Map<Long, Original> bySequence = new TreeMap<>();
    jdbc.sql(
            """
            select f.path, f.version_id, f.content_hash, d.size, f.executable, d.content_type,
                   c.sequence, c.author
            from commits c
            join file_commits f on f.repo_id = c.repo_id and f.branch_id = c.branch_id
                               and f.sequence = c.sequence
            left join documents d on d.repo_id = f.repo_id and d.version_id = f.version_id
            where c.repo_id = ? and c.branch_id = ? and c.sequence > ? and c.base_sequence = ?
            order by c.sequence, f.path
            """)
        .params(repoId, branch.id(), branch.base(), branch.base())
        .query(
            row -> {
              String author = row.getString(8);
              bySequence
                  .computeIfAbsent(row.getLong(7), s -> new Original(s, author, new ArrayList<>()))
                  .states()
                  .add(PathState.of(row, 0));
            });
    return List.copyOf(bySequence.values());
  }
}
