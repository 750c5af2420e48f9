package dev.docstore.server.vcs;

import dev.docstore.server.vcs.Change.NewDocument;
import dev.docstore.server.vcs.Contents.Ref;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts that one request merges. A merge depends on nothing but the three versions, so it is
 * computed before the repo is locked and stays right whatever moves meanwhile; under the lock it is
 * only looked up. Used by one thread.
 */
final class TextMerges {
  /** Merged text that a request keeps in memory; what comes after that counts as binary. */
  static final long MAX_KEPT_BYTES = 32L << 20;

  /**
   * Three versions of a text.
   *
   * @param base null where there was none: then both texts are additions to nothing
   */
  record Triple(@Nullable Ref base, @Nullable Ref main, @Nullable Ref branch)
      implements Contents.Reader {
    @Override
    public List<Ref> wants() {
      return Stream.of(base, main, branch).filter(Objects::nonNull).toList();
    }
  }

  /** How a merge of three texts ended. */
  sealed interface Result {
    record Merged(NewDocument document) implements Result {}

    record Overlap() implements Result {}

    record NotText() implements Result {}
  }

  /** Not all that was asked for is there; it must be computed and the work done again. */
  static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Set<Triple> triples;

    Missing(Set<Triple> triples) {
      super("texts are to be merged first", null, false, false);
      this.triples = triples;
    }

    Set<Triple> triples() {
      return triples;
    }
  }

  private final Contents contents;
  private final Function<byte[], NewDocument> documents;
  private final long repoId;
  private final Map<Triple, Result> results = new HashMap<>();
  private boolean atOnce;
  private long kept;

  /**
   * Begins without any.
   *
   * @param documents what becomes of merged bytes
   */
  TextMerges(Contents contents, Function<byte[], NewDocument> documents, long repoId) {
    this.contents = contents;
    this.documents = documents;
    this.repoId = repoId;
  }

  /** From here on {@link #require} computes what is missing. */
  void computeAtOnce() {
    atOnce = true;
  }

  /**
   * Makes sure that those can be looked up. Where the memory does not suffice for all, it does for
   * the first.
   *
   * @throws Missing when some are not computed yet
   */
  void require(Collection<Triple> triples) {
    Set<Triple> missing = new LinkedHashSet<>(triples);
    missing.removeAll(results.keySet());
    if (missing.isEmpty()) {
      return;
    }
    if (!atOnce) {
      throw new Missing(missing);
    }
    compute(missing);
  }

  /** Reads contents and merges. */
  void compute(Set<Triple> triples) {
    List<Triple> readable =
        triples.stream()
            .filter(triple -> triple.wants().stream().allMatch(r -> r.size() <= Lines.MAX_BYTES))
            .toList();
    triples.forEach(triple -> results.put(triple, new Result.NotText()));
    try {
      contents.each(repoId, readable, (triple, bytes) -> results.put(triple, merge(triple, bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result merge(Triple triple, Map<UUID, byte[]> bytes) {
    byte[] base = bytesOf(triple.base(), bytes);
    byte[] main = bytesOf(triple.main(), bytes);
    byte[] branch = bytesOf(triple.branch(), bytes);
    if (!Lines.areIn(base) || !Lines.areIn(main) || !Lines.areIn(branch)) {
      return new Result.NotText();
    }
    Optional<byte[]> merged = TextMerge.of(base, main, branch);
    if (merged.isEmpty()) {
      return new Result.Overlap();
    }
    kept += merged.get().length;
    return kept > MAX_KEPT_BYTES
        ? new Result.NotText()
        : new Result.Merged(documents.apply(merged.get()));
  }

  private static byte[] bytesOf(@Nullable Ref ref, Map<UUID, byte[]> bytes) {
    return ref == null
        ? new byte[0]
        : Objects.requireNonNull(bytes.get(ref.versionId()), "content was read");
  }

  /** The result of a triple that was required. */
  Result of(Triple triple) {
    return Objects.requireNonNull(results.get(triple), "required before");
  }
}
