package dev.docstore.cli.sync;

import dev.docstore.cli.console.Failure;
import dev.docstore.common.client.NoAnswerException;
import java.util.function.Supplier;

/** Says what was being fetched when no usable answer came (spec 04 A1). */
public final class Fetching {
  private Fetching() {}

  /** The answer, or {@code fetching <thing>: …} or {@code decoding <thing>: …}. */
  public static <T> T of(String thing, Supplier<T> request) {
    try {
      return request.get();
    } catch (NoAnswerException e) {
      throw Failure.of((e.isUndecodable() ? "decoding " : "fetching ") + thing + ": " + e.reason());
    }
  }

  /** The same for a request without a result. */
  public static void run(String thing, Runnable request) {
    of(
        thing,
        () -> {
          request.run();
          return thing;
        });
  }
}
