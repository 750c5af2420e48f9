package dev.docstore.ci.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnginesTest {
  private final Engine missing = new BuildahEngine(Optional.empty(), Map.of("PATH", "/nowhere"));
  private final Engine host = new HostEngine(false);

  @Test
  void takesTheFirstThatCanBeUsed() throws Exception {
    assertThat(new Engines(List.of(missing, host)).firstUsable()).isSameAs(host);
    assertThat(new Engines(List.of(missing, host)).named("auto")).isSameAs(host);
    assertThat(new Engines(List.of(missing, host)).named("host")).isSameAs(host);
  }

  @Test
  void saysWhyNoneCanBeUsed() {
    assertThatThrownBy(() -> new Engines(List.of(missing, new HostEngine(true))).firstUsable())
        .hasMessage(
            "no engine can run checks here: buildah: there is no buildah on the PATH; host: a"
                + " deployed worker never runs checks as plain processes");
  }

  @Test
  void neverTakesAnotherThanTheNamedOne() {
    assertThatThrownBy(() -> new Engines(List.of(missing, host)).named("buildah"))
        .hasMessage("no engine can run checks here: buildah: there is no buildah on the PATH");
  }
}
