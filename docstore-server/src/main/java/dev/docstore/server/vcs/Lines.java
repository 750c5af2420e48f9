package dev.docstore.server.vcs;

import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.MyersDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;

/**
 * What counts as text, and how its lines are compared. The content decides, not the content type: a
 * file is binary when its first 8,000 bytes hold a NUL or a carriage return without a line feed.
 *
 * <p>The algorithms take time that grows with the square of the lines, and the server is shared:
 * what is longer than {@link #MAX_BYTES} or {@link #MAX_LINES} counts as binary.
 */
final class Lines {
  static final int MAX_BYTES = 1 << 20;
  static final int MAX_LINES = 20_000;

  /** Where lines repeat so often that none stands out, more than this is one single change. */
  private static final int MAX_REPETITIVE_LINES = 4_000;

  static final RawTextComparator COMPARATOR = RawTextComparator.DEFAULT;

  private Lines() {}

  /** Whether bytes, already known to be no more than {@link #MAX_BYTES}, are text. */
  static boolean areIn(byte[] content) {
    if (RawText.isBinary(content)) {
      return false;
    }
    int lines = 0;
    for (byte b : content) {
      if (b == '\n' && ++lines > MAX_LINES) {
        return false;
      }
    }
    return true;
  }

  /** Git's histogram algorithm, bounded. Not to be shared between threads. */
  static DiffAlgorithm algorithm() {
    HistogramDiff histogram = new HistogramDiff();
    histogram.setFallbackAlgorithm(new BoundedMyers());
    return histogram;
  }

  private static final class BoundedMyers extends DiffAlgorithm {
    @Override
    public <S extends Sequence> EditList diffNonCommon(
        SequenceComparator<? super S> comparator, S a, S b) {
      if (a.size() + b.size() > MAX_REPETITIVE_LINES) {
        return EditList.singleton(new Edit(0, a.size(), 0, b.size()));
      }
      return MyersDiff.INSTANCE.diffNonCommon(comparator, a, b);
    }
  }
}
