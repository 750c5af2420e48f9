package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.PolicyProblem;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows what one transaction makes of the files that rule main, and refuses what may not be.
 * Lives as long as the transaction, which holds the repo's lock; used by one thread.
 */
final class RuleChanges {
  /** The files have to be judged first, outside the lock, and the work done again. */
  static final class Unjudged extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<MainFile> files;

    Unjudged(List<MainFile> files) {
      super("policies are to be compiled first", null, false, false);
      this.files = files;
    }

    List<MainFile> files() {
      return files;
    }
  }

  private final MainRules rules;
  private final MainFiles mainFiles;
  private final long repoId;
  private @Nullable SortedMap<String, MainFile> current;

  RuleChanges(MainRules rules, MainFiles mainFiles, long repoId) {
    this.rules = rules;
    this.mainFiles = mainFiles;
    this.repoId = repoId;
  }

  /** Whether a change touches a rule at all. */
  boolean concern(List<Change> changes) {
    return changes.stream().anyMatch(this::concerns);
  }

  private boolean concerns(Change change) {
    return change.path().value().startsWith(rules.folder());
  }

  /**
   * Takes changes of main into account.
   *
   * @throws DocStoreException 422 when main's rules may not become that; then they count for
   *     nothing
   * @throws Unjudged when that is not known
   */
  void accept(List<Change> changes) {
    if (!concern(changes)) {
      return;
    }
    SortedMap<String, MainFile> next = new TreeMap<>(current());
    changes.stream().filter(this::concerns).forEach(change -> apply(next, change));
    List<MainFile> files = List.copyOf(next.values());
    Optional<List<PolicyProblem>> problems = rules.known(files);
    if (problems.isEmpty()) {
      throw new Unjudged(files);
    }
    if (!problems.get().isEmpty()) {
      throw DocStoreException.policyInvalid(problems.get());
    }
    current = next;
  }

  private SortedMap<String, MainFile> current() {
    if (current == null) {
      SortedMap<String, MainFile> files = new TreeMap<>();
      mainFiles.under(repoId, rules.folder()).files().forEach(file -> files.put(file.path(), file));
      current = files;
    }
    return current;
  }

  private static void apply(SortedMap<String, MainFile> files, Change change) {
    String path = change.path().value();
    switch (change) {
      case Change.Delete _ -> files.remove(path);
      case Change.Reuse reuse -> files.put(path, new MainFile(path, reuse.hash(), null));
      case Change.Write(_, Change.NewDocument document, _) ->
          files.put(path, new MainFile(path, document.hash(), document.inline()));
    }
  }
}
