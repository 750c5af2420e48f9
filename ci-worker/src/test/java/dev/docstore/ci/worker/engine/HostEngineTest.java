package dev.docstore.ci.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostEngineTest extends EngineContract {
  @Override
  Engine engine() {
    return new HostEngine(false);
  }

  @Override
  String image() {
    return "does.not/matter";
  }

  @Test
  void isNeverUsableInADeployedWorker() {
    assertThat(new HostEngine(true).unusable())
        .contains("a deployed worker never runs checks as plain processes");
  }

  @Test
  void saysLoudlyThatNothingIsIsolated() {
    assertThat(engine().warning()).get().asString().startsWith("NO CONTAINER");
  }
}
