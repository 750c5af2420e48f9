package dev.docstore.cli.workspace;

import dev.docstore.cli.console.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * Which untracked files do not count (spec 04 A11.2): {@code .git/} anywhere and what {@code
 * .docstoreignore} at the root says in gitignore's syntax.
 */
@FunctionalInterface
interface IgnoreRules {
  String FILE = ".docstoreignore";

  /**
   * Whether the rules name this path; whether they name a directory above it is the caller's
   * question.
   */
  boolean ignores(String path, boolean directory);

  static IgnoreRules of(Path root) throws IOException {
    IgnoreRules builtIn =
        (path, directory) -> directory && (path.equals(".git") || path.endsWith("/.git"));
    Path file = root.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return builtIn;
    }
    IgnoreNode rules = parse(file);
    return (path, directory) ->
        builtIn.ignores(path, directory)
            || Boolean.TRUE.equals(rules.checkIgnored(path, directory));
  }

  private static IgnoreNode parse(Path file) throws IOException {
    IgnoreNode rules = new IgnoreNode();
    try (InputStream in = Files.newInputStream(file)) {
      rules.parse(FILE, in);
    } catch (IllegalArgumentException e) {
      throw Failure.of(FILE + ": " + e.getMessage());
    }
    return rules;
  }
}
