package dev.docstore.server.vcs;

import dev.docstore.common.event.Event;
import dev.docstore.server.database.Pipeline;
import dev.docstore.server.vcs.HistoryWriter.NewCommit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Auto-merge is armed for what is on the branch: a commit of somebody else takes it off (page 00
 * D7). A rebase writes commits too, and whoever asked for it may have decided conflicts in them.
 */
final class Disarming {
  private Disarming() {}

  /**
   * Disarms the branches of these commits that somebody else had armed.
   *
   * @param pipeline gets the statement that does it
   * @return the events that tell of it, in the order of the commits
   */
  static List<Event> after(List<NewCommit> commits, HistoryWriter writer, Pipeline pipeline) {
    Map<Long, NewCommit> foreign = new LinkedHashMap<>();
    for (NewCommit commit : commits) {
      if (commit.branch().autoMerge()
          && !commit.committer().equals(commit.branch().autoMergeBy())) {
        foreign.putIfAbsent(commit.branch().id(), commit);
      }
    }
    if (foreign.isEmpty()) {
      return List.of();
    }
    pipeline.add(
        """
        update branches set auto_merge = false, auto_merge_by = null
        where repo_id = ? and id = any(?::bigint[])
        """,
        writer.repoId(),
        foreign.keySet().toArray(Long[]::new));
    return foreign.values().stream()
        .<Event>map(
            commit ->
                new Event.AutoMergeDisabled(
                    writer.repo().value(), commit.branch().name().value(), commit.committer()))
        .toList();
  }
}
