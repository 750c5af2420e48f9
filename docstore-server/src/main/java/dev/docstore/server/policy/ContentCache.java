package dev.docstore.server.policy;

import dev.docstore.common.name.ContentHash;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was made of contents, under a fingerprint of these: it can never be out of date. What
 * was used last stays, as much as fits. Who asks for something that is being made waits for it.
 */
final class ContentCache<V> {
  private final int maxEntries;
  private final long maxWeight;
  private final ToLongFunction<V> weight;
  private final Consumer<V> dropped;
  private final Map<ContentHash, CompletableFuture<V>> entries =
      new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty one.
   *
   * @param dropped is shown what has to make room; somebody may still be using it
   */
  ContentCache(int maxEntries, long maxWeight, ToLongFunction<V> weight, Consumer<V> dropped) {
    this.maxEntries = maxEntries;
    this.maxWeight = maxWeight;
    this.weight = weight;
    this.dropped = dropped;
  }

  /** What was made of it; makes it, where that has not been done. A failure is not kept. */
  V get(ContentHash fingerprint, Supplier<V> making) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> there = enter(fingerprint, mine);
    if (there == null) {
      make(fingerprint, mine, making);
    }
    try {
      return (there == null ? mine : there).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private synchronized @Nullable CompletableFuture<V> enter(
      ContentHash fingerprint, CompletableFuture<V> mine) {
    return entries.putIfAbsent(fingerprint, mine);
  }

  private void make(ContentHash fingerprint, CompletableFuture<V> entry, Supplier<V> making) {
    try {
      entry.complete(making.get());
      makeRoom();
    } catch (RuntimeException | Error e) {
      forget(fingerprint, entry);
      entry.completeExceptionally(e);
    }
  }

  private synchronized void forget(ContentHash fingerprint, CompletableFuture<V> entry) {
    entries.remove(fingerprint, entry);
  }

  /** What was made of it, where that is done already. */
  synchronized Optional<V> known(ContentHash fingerprint) {
    CompletableFuture<V> entry = entries.get(fingerprint);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.getNow(null));
  }

  private synchronized void makeRoom() {
    long total = entries.values().stream().mapToLong(this::weightOf).sum();
    Iterator<CompletableFuture<V>> oldest = entries.values().iterator();
    while (oldest.hasNext() && (entries.size() > maxEntries || total > maxWeight)) {
      CompletableFuture<V> entry = oldest.next();
      if (entry.isDone() && oldest.hasNext()) {
        oldest.remove();
        total -= weightOf(entry);
        dropped.accept(entry.join());
      }
    }
  }

  private long weightOf(CompletableFuture<V> entry) {
    return entry.isDone() ? weight.applyAsLong(entry.join()) : 0;
  }
}
