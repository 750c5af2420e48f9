package dev.docstore.server;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
  @Test
  void everyFeatureKeepsToItsDeclaredNeighbours() {
    ApplicationModules.of(DocStoreServer.class).verify();
  }
}
