package dev.docstore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void measuresTheWholeTableOnAServerOfItsOwnWhenToldNothing() {
    Settings settings = Settings.of(Map.of("URL", "", "QUICK", "0"));

    assertThat(settings.url()).isEmpty();
    assertThat(settings.rows()).isEmpty();
    assertThat(settings.mode()).isEqualTo(Settings.Mode.TABLE);
    assertThat(settings.quick()).isFalse();
    assertThat(settings.profile()).isFalse();
  }

  @Test
  void readsWhatItIsTold() {
    Settings settings =
        Settings.of(Map.of("URL", "http://h", "TOKEN", "t", "ROWS", "tree, commit", "QUICK", "1"));

    assertThat(settings.url()).contains("http://h");
    assertThat(settings.token()).contains("t");
    assertThat(settings.rows()).containsExactly("commit", "tree");
    assertThat(settings.quick()).isTrue();
    assertThat(Settings.of(Map.of("HEAP", "1")).mode()).isEqualTo(Settings.Mode.HEAP);
    assertThat(Settings.of(Map.of("SSE", "1")).mode()).isEqualTo(Settings.Mode.SSE);
  }

  @Test
  void namesTheRowsThereAreWhenOneIsUnknown() {
    assertThatThrownBy(() -> Settings.of(Map.of("ROWS", "tree,trees")))
        .hasMessageStartingWith("ROWS knows no trees; there are archive, commit, commit1000,");
  }

  @Test
  void refusesTwoModesAtOnce() {
    assertThatThrownBy(() -> Settings.of(Map.of("HEAP", "1", "SHAPES", "1")))
        .hasMessage("choose one of SHAPES, HEAP, SQL and SSE");
  }

  @Test
  void needsAServerOfItsOwnToLookInside() {
    for (String mode : new String[] {"SQL", "PROFILE"}) {
      assertThatThrownBy(() -> Settings.of(Map.of("URL", "http://h", mode, "1")))
          .hasMessageContaining("leave out URL");
    }
  }
}
