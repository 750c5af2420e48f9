package dev.docstore.cli.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How the files on disk differ from what was recorded, each list by path.
 *
 * @param added only on disk
 * @param modified other content or mode, or no longer a regular file
 * @param deleted only recorded
 */
public record Changes(List<String> added, List<String> modified, List<String> deleted) {
  public static Changes between(SortedMap<String, Entry> recorded, Scan scan) {
    Changes changes = new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Map.Entry<String, Entry> local : scan.files().entrySet()) {
      Entry before = recorded.get(local.getKey());
      if (before == null) {
        changes.added.add(local.getKey());
      } else if (!before.equals(local.getValue())) {
        changes.modified.add(local.getKey());
      }
    }
    for (String path : recorded.keySet()) {
      if (scan.refused().containsKey(path)) {
        changes.modified.add(path);
      } else if (!scan.files().containsKey(path)) {
        changes.deleted.add(path);
      }
    }
    changes.modified.sort(PathOrder.BYTES);
    return changes;
  }

  public boolean none() {
    return added.isEmpty() && modified.isEmpty() && deleted.isEmpty();
  }

  /**
   * Whether recorded files differ, other than by what an interrupted sync already wrote. Untracked
   * files do not count: they matter only where something would overwrite them.
   */
  public boolean touchTracked(Scan scan, Map<String, String> incoming) {
    return modified.stream().anyMatch(path -> !arrived(path, scan, incoming))
        || deleted.stream().anyMatch(path -> !"".equals(incoming.get(path)));
  }

  private static boolean arrived(String path, Scan scan, Map<String, String> incoming) {
    Entry local = scan.files().get(path);
    return local != null && local.hash().equals(incoming.get(path));
  }
}
