package dev.docstore.server.vcs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeResult;

/**
 * Merges texts line by line as git does: a change of one side is taken, the same change of both is
 * taken once, and changes that overlap or touch cannot be merged. Bytes are never converted: line
 * endings, encodings and a missing last newline stay as they are.
 */
final class TextMerge {
  private TextMerge() {}

  /** The merged bytes; empty when changes overlap. */
  static Optional<byte[]> of(byte[] base, byte[] main, byte[] branch) {
    MergeResult<RawText> merged =
        new MergeAlgorithm(Lines.algorithm())
            .merge(Lines.COMPARATOR, new RawText(base), new RawText(main), new RawText(branch));
    if (merged.containsConflicts()) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(main.length, branch.length));
    for (MergeChunk chunk : merged) {
      RawText from = merged.getSequences().get(chunk.getSequenceIndex());
      for (int line = chunk.getBegin(); line < chunk.getEnd(); line++) {
        write(from, line, out);
      }
    }
    return Optional.of(out.toByteArray());
  }

  private static void write(RawText text, int line, ByteArrayOutputStream out) {
    ByteBuffer bytes = text.getRawString(line);
    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    if (line < text.size() - 1 || !text.isMissingNewlineAtEnd()) {
      out.write('\n');
    }
  }
}
