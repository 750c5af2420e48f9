package dev.docstore.cli.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code state.json} as it is written (spec 04 A2). The members after {@code commit_hash} are ours;
 * older clients ignore them and drop them when they write.
 *
 * @param modes the executable ones of {@code files}
 * @param filesAt left out when it equals {@code sequence}
 */
record StateFile(
    @Nullable String branch,
    long sequence,
    @Nullable Map<String, String> files,
    @Nullable String commitHash,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long filesAt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable Map<String, String> modes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable Map<String, Anchor> anchors,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable Map<String, String> incoming) {
  private static final String EXECUTABLE = "100755";

  static StateFile of(State state) {
    SortedMap<String, String> files = PathOrder.map();
    SortedMap<String, String> modes = PathOrder.map();
    state
        .files()
        .forEach(
            (path, entry) -> {
              files.put(path, entry.hash());
              if (entry.executable()) {
                modes.put(path, EXECUTABLE);
              }
            });
    return new StateFile(
        state.branch(),
        state.sequence(),
        files,
        state.commitHash(),
        state.filesAt() == state.sequence() ? null : state.filesAt(),
        modes,
        sorted(state.anchors()),
        sorted(state.incoming()));
  }

  State toState() {
    SortedMap<String, Entry> entries = PathOrder.map();
    Map<String, String> modesOrNone = orEmpty(modes);
    orEmpty(files)
        .forEach(
            (path, hash) ->
                entries.put(path, new Entry(hash, EXECUTABLE.equals(modesOrNone.get(path)))));
    String on = branch == null || branch.isEmpty() ? "main" : branch;
    State state =
        new State(
            on,
            sequence,
            filesAt == null ? sequence : filesAt,
            entries,
            orEmpty(anchors),
            orEmpty(incoming));
    String hash = commitHash;
    boolean anchored = hash == null || hash.isEmpty() || state.anchor(on).isPresent();
    return hash == null || anchored ? state : state.with(on, new Anchor(sequence, hash, null));
  }

  private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : map;
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    Map<String, V> sorted = new TreeMap<>(PathOrder.BYTES);
    sorted.putAll(map);
    return sorted;
  }
}
