package dev.docstore.server.policy;

import dev.docstore.rego.RegoEngine;
import dev.docstore.server.database.WarmUp;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has the engine's code compiled to machine code before the first merge needs it. That takes some
 * seconds and is done beside the start; it is done once for a process, however many servers run in
 * it, because the machine code is the process's.
 */
@Component
class EngineWarmUp implements WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(EngineWarmUp.class);
  private static final AtomicReference<State> STATE = new AtomicReference<>(State.COLD);

  private enum State {
    COLD,
    WARMING,
    DONE
  }

  private final RegoEngine engine;

  EngineWarmUp(RegoEngine engine) {
    this.engine = engine;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (STATE.compareAndSet(State.COLD, State.WARMING)) {
      Thread.ofPlatform().daemon().name("rego-warm-up").start(this::warm);
    }
  }

  private void warm() {
    try {
      engine.warm();
    } catch (RuntimeException e) {
      // The first policies will be slow, which is better than an instance that is never ready.
      LOG.warn("the policy engine could not be warmed up", e);
    } finally {
      STATE.set(State.DONE);
    }
  }

  @Override
  public Optional<String> missing() {
    return STATE.get() == State.DONE
        ? Optional.empty()
        : Optional.of("the policy engine is warming up");
  }
}
