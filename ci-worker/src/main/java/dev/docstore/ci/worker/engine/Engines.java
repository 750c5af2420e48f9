package dev.docstore.ci.worker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines this worker knows, best first. */
public final class Engines {
  /** No engine can be used; the message says why for each, in one line. */
  public static final class NoEngineException extends Exception {
    NoEngineException(String message) {
      super(message);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

  private final List<Engine> engines;

  public Engines(List<Engine> engines) {
    this.engines = List.copyOf(engines);
  }

  /** The first engine that can be used here. */
  public Engine firstUsable() throws NoEngineException {
    List<String> reasons = new ArrayList<>();
    for (Engine engine : engines) {
      Optional<String> reason = engine.unusable();
      if (reason.isEmpty()) {
        return engine;
      }
      LOG.info("engine {} is not used: {}", engine.name(), reason.get());
      reasons.add(engine.name() + ": " + reason.get());
    }
    throw new NoEngineException("no engine can run checks here: " + String.join("; ", reasons));
  }

  /** The engine of that name, if it can be used here; {@code auto} means the first usable one. */
  public Engine named(String name) throws NoEngineException {
    return name.equals("auto")
        ? firstUsable()
        : new Engines(engines.stream().filter(engine -> engine.name().equals(name)).toList())
            .firstUsable();
  }
}
