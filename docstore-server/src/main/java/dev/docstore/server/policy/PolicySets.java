package dev.docstore.server.policy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.PolicyProblem;
import dev.docstore.rego.Compilation;
import dev.docstore.rego.RegoEngine;
import dev.docstore.rego.RegoModule;
import dev.docstore.server.vcs.MainFile;
import dev.docstore.server.vcs.MainFiles;
import dev.docstore.server.vcs.MainRules;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Compiles policies once for each state they are in. A set is found by what its files hold, which
 * is looked up on main's head each time, so no instance ever uses an old one (page 00 D1).
 */
@Component
class PolicySets implements MainRules {
  /** Longest policy. */
  static final int MAX_FILE_BYTES = 1 << 20;

  /** Longest set: sources are kept in memory. */
  static final int MAX_SET_BYTES = 8 << 20;

  private static final int MAX_SETS = 1000;
  private static final long MAX_KEPT_BYTES = 64L << 20;

  private final RegoEngine engine;
  private final MainFiles files;
  private final ContentCache<Rules> cache =
      new ContentCache<>(MAX_SETS, MAX_KEPT_BYTES, PolicySets::bytes, PolicySets::close);

  PolicySets(RegoEngine engine, MainFiles files) {
    this.engine = engine;
    this.files = files;
  }

  /** What they come to; reads and compiles them when that has not been done yet. */
  Rules of(long repoId, PolicyFiles policies) {
    return prepare(repoId, policies).get();
  }

  /**
   * Reads what has to be read; what is given back compiles, where that has not been done yet, and
   * needs no database for it.
   */
  Supplier<Rules> prepare(long repoId, PolicyFiles policies) {
    if (policies.areNone()) {
      return Rules.None::new;
    }
    Optional<Rules> known = cache.known(policies.fingerprint());
    if (known.isPresent()) {
      return known::get;
    }
    Map<ContentHash, byte[]> contents = files.read(repoId, policies.all(), MAX_FILE_BYTES);
    return () -> cache.get(policies.fingerprint(), () -> compile(policies, contents));
  }

  private Rules compile(PolicyFiles policies, Map<ContentHash, byte[]> contents) {
    List<PolicyProblem> unreadable = new ArrayList<>();
    List<RegoModule> modules = modules(policies.policies(), contents, unreadable);
    List<RegoModule> library = modules(policies.library(), contents, unreadable);
    long bytes =
        policies.all().stream()
            .map(MainFile::hash)
            .mapToLong(hash -> contents.containsKey(hash) ? contents.get(hash).length : 0)
            .sum();
    if (bytes > MAX_SET_BYTES) {
      unreadable.add(
          new PolicyProblem(
              PolicyFiles.FOLDER, 1, 0, "policies have more than " + MAX_SET_BYTES + " bytes"));
    }
    if (!unreadable.isEmpty()) {
      return new Rules.Broken(List.copyOf(unreadable));
    }
    return switch (engine.compile(modules, library)) {
      case Compilation.Compiled(var set) -> new Rules.Compiled(set, bytes);
      case Compilation.Refused(var problems) ->
          new Rules.Broken(
              problems.stream()
                  .map(p -> new PolicyProblem(p.path(), p.line(), p.column(), p.message()))
                  .toList());
    };
  }

  private static List<RegoModule> modules(
      List<MainFile> files, Map<ContentHash, byte[]> contents, List<PolicyProblem> unreadable) {
    List<RegoModule> modules = new ArrayList<>();
    for (MainFile file : files) {
      byte[] bytes = contents.get(file.hash());
      if (bytes == null) {
        unreadable.add(
            new PolicyProblem(
                file.path(), 1, 0, "a policy has at most " + MAX_FILE_BYTES + " bytes"));
        continue;
      }
      try {
        modules.add(
            new RegoModule(
                file.path(),
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
      } catch (CharacterCodingException e) {
        unreadable.add(new PolicyProblem(file.path(), 1, 0, "a policy must be UTF-8 text"));
      }
    }
    return modules;
  }

  private static long bytes(Rules rules) {
    return rules instanceof Rules.Compiled(_, long bytes) ? bytes : 0;
  }

  private static void close(Rules rules) {
    if (rules instanceof Rules.Compiled(var set, _)) {
      set.close();
    }
  }

  @Override
  public String folder() {
    return PolicyFiles.FOLDER;
  }

  @Override
  public Optional<List<PolicyProblem>> known(List<MainFile> main) {
    PolicyFiles policies = PolicyFiles.among(main);
    return policies.areNone()
        ? Optional.of(List.of())
        : cache.known(policies.fingerprint()).map(Rules::problemsFound);
  }

  @Override
  public void judge(long repoId, List<MainFile> main) {
    of(repoId, PolicyFiles.among(main));
  }
}
