package dev.docstore.server.vcs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.util.QuotedString;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes as {@code git diff} does, so that {@code git apply} takes them: by the bytes of
 * the path, with three lines of context; what is not text ({@link Lines}) only as {@code Binary
 * files differ}. Memory is bounded by a page of paths and {@link Contents#BATCH_BYTES}.
 */
final class UnifiedDiff {
  private static final int PAGE = 1000;
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final DiffFormatter formatter;
  private final DiffAlgorithm algorithm = Lines.algorithm();

  private UnifiedDiff(OutputStream out) {
    this.out = out;
    this.formatter = new DiffFormatter(out);
  }

  /** Writes all of it; a failure in the middle ends the stream without its end. */
  static void write(long repoId, Deltas.Source source, Contents contents, OutputStream to)
      throws IOException {
    OutputStream out = new BufferedOutputStream(to, BUFFER);
    UnifiedDiff diff = new UnifiedDiff(out);
    String after = "";
    List<FileDelta> page;
    do {
      page = source.after(after, PAGE);
      contents.each(repoId, page.stream().filter(FileDelta::isChange).toList(), diff::file);
      after = page.isEmpty() ? after : page.getLast().path();
    } while (page.size() == PAGE);
    out.flush();
  }

  private void file(FileDelta delta, Map<UUID, byte[]> bytes) throws IOException {
    String before = quoted("a/" + delta.path());
    String after = quoted("b/" + delta.path());
    line("diff --git " + before + " " + after);
    modes(delta);
    if (!delta.changesContent()) {
      return;
    }
    String from = delta.before() == null ? "/dev/null" : before;
    String to = delta.after() == null ? "/dev/null" : after;
    byte[] old = bytesOf(delta.before(), bytes);
    byte[] now = bytesOf(delta.after(), bytes);
    if (!delta.isReadable() || !Lines.areIn(old) || !Lines.areIn(now)) {
      line("Binary files " + from + " and " + to + " differ");
      return;
    }
    RawText oldText = new RawText(old);
    RawText newText = new RawText(now);
    EditList edits = algorithm.diff(Lines.COMPARATOR, oldText, newText);
    if (!edits.isEmpty()) {
      line("--- " + ended(from));
      line("+++ " + ended(to));
      formatter.format(edits, oldText, newText);
    }
  }

  private void modes(FileDelta delta) throws IOException {
    FileDelta.Side before = delta.before();
    FileDelta.Side after = delta.after();
    if (before == null && after != null) {
      line("new file mode " + after.mode());
    } else if (before != null && after == null) {
      line("deleted file mode " + before.mode());
    } else if (before != null && after != null && before.executable() != after.executable()) {
      line("old mode " + before.mode());
      line("new mode " + after.mode());
    }
  }

  private static byte[] bytesOf(FileDelta.@Nullable Side side, Map<UUID, byte[]> bytes) {
    return side == null ? new byte[0] : bytes.getOrDefault(side.content().versionId(), new byte[0]);
  }

  private static String quoted(String path) {
    return QuotedString.GIT_PATH.quote(path);
  }

  /** A name with a space in it ends in a tab, as git writes it, or tools would cut it there. */
  private static String ended(String name) {
    return name.indexOf(' ') >= 0 && !name.startsWith("\"") ? name + "\t" : name;
  }

  private void line(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
