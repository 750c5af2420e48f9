package dev.docstore.server.vcs;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.vcs.Change.NewDocument;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Runs work that merges texts. The work is tried first; when it turns out to need texts that are
 * not merged yet, it stops without effect, they are merged while nothing is locked, and it runs
 * again on whatever it finds then. After {@link #ROUNDS} the work merges what it still lacks by
 * itself, so that a busy repo cannot keep it from ending.
 */
@Component
class LineMerging {
  static final int ROUNDS = 4;

  private final Contents contents;
  private final NewDocuments documents;

  LineMerging(Contents contents, NewDocuments documents) {
    this.contents = contents;
    this.documents = documents;
  }

  /**
   * For work that writes merged texts.
   *
   * @param work may run several times; passes on {@link TextMerges.Missing}
   */
  <T> T writing(long repoId, Function<TextMerges, T> work) {
    return rounds(new TextMerges(contents, documents::of, repoId), work);
  }

  /** For work that only asks whether texts can be merged; nothing of them is kept or stored. */
  <T> T asking(long repoId, Function<TextMerges, T> work) {
    return rounds(new TextMerges(contents, LineMerging::withoutBytes, repoId), work);
  }

  /** For work that must not take the time to merge texts, but may ask whether it has to. */
  TextMerges none(long repoId) {
    return new TextMerges(contents, LineMerging::withoutBytes, repoId);
  }

  private static NewDocument withoutBytes(byte[] content) {
    return new NewDocument(ContentHash.of(content), null, content.length, null);
  }

  private static <T> T rounds(TextMerges texts, Function<TextMerges, T> work) {
    for (int round = 1; round < ROUNDS; round++) {
      try {
        return work.apply(texts);
      } catch (TextMerges.Missing missing) {
        texts.compute(missing.triples());
      }
    }
    texts.computeAtOnce();
    return work.apply(texts);
  }
}
