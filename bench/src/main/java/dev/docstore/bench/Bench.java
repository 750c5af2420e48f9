package dev.docstore.bench;

import dev.docstore.bench.contract.Target;
import dev.docstore.bench.http.Endpoint;
import dev.docstore.bench.row.Pace;
import dev.docstore.bench.server.OwnServer;
import java.io.IOException;
import java.util.Optional;

/**
 * Measures a server that speaks the contract, and prints what it found. {@code make bench} runs it;
 * {@code docs/performance.md} tells what the variables mean.
 */
public final class Bench {
  private Bench() {}

  /** Exits with 1 and one line when a variable is bad or the server refuses anything. */
  public static void main(String[] args) throws Exception {
    try {
      run(Settings.of(System.getenv()));
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Settings settings) throws Exception {
    Pace pace = settings.quick() ? Pace.QUICK : Pace.FULL;
    if (settings.url().isPresent()) {
      try (Target target = Target.at(Endpoint.of(settings.url().get()), settings.token())) {
        measure(settings, target, pace, Optional.empty());
      }
      return;
    }
    String heap = settings.mode() == Settings.Mode.SSE ? SseMode.HEAP : OwnServer.HEAP;
    try (OwnServer server = OwnServer.start(settings.jar(), settings.folder(), heap);
        Target target = Target.at(server.endpoint(), settings.token())) {
      System.out.println(Machine.describe(server));
      try {
        measure(settings, target, pace, Optional.of(server));
      } catch (IOException e) {
        throw server.explain(e);
      }
    }
  }

  private static void measure(
      Settings settings, Target target, Pace pace, Optional<OwnServer> server) throws Exception {
    switch (settings.mode()) {
      case TABLE -> new TableMode(settings, target, pace, server).run();
      case SHAPES -> new ShapesMode(target, pace).run();
      case HEAP -> new HeapMode(target, settings.quick(), server).run();
      case SSE -> new SseMode(target, pace, server).run();
      case SQL -> new SqlMode(target, pace, server.orElseThrow()).run();
    }
  }
}
