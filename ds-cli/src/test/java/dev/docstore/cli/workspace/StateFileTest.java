package dev.docstore.cli.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class StateFileTest {
  private static final String HASH = "ab".repeat(32);

  private static State read(String json) {
    return Json.read(json, StateFile.class).toState();
  }

  @Test
  void isLaidOutAsTheContractSays() {
    SortedMap<String, Entry> files = PathOrder.map();
    files.put("z.sh", new Entry("22", true));
    files.put("a&b.txt", new Entry("11", false));
    State state = State.empty().synced("main", 42, files).with("main", new Anchor(42, HASH, 0L));
    assertThat(JsonFile.text(StateFile.of(state)))
        .isEqualTo(
            """
            {
              "branch": "main",
              "sequence": 42,
              "files": {
                "a\\u0026b.txt": "11",
                "z.sh": "22"
              },
              "commit_hash": "%s",
              "modes": {
                "z.sh": "100755"
              },
              "anchors": {
                "main": {
                  "sequence": 42,
                  "commit_hash": "%s",
                  "base": 0
                }
              }
            }"""
                .formatted(HASH, HASH));
  }

  @Test
  void comesBackAsItWas() {
    SortedMap<String, Entry> files = PathOrder.map();
    files.put("run", new Entry("11", true));
    State state =
        State.empty()
            .synced("x", 7, files)
            .with("x", Anchor.fresh(7))
            .with("main", new Anchor(5, HASH, 0L))
            .moved("y", 9)
            .incoming(Map.of("gone", ""));
    assertThat(read(JsonFile.text(StateFile.of(state)))).isEqualTo(state);
  }

  @Test
  void readsWhatOlderClientsWrote() {
    State state =
        read(
            "{\"Branch\":\"main\",\"sequence\":3,\"files\":null,\"commit_hash\":\""
                + HASH
                + "\",\"later\":1}");
    assertThat(state.files()).isEmpty();
    assertThat(state.anchor("main")).contains(new Anchor(3, HASH, null));
    assertThat(read("{}").anchors()).isEmpty();
  }

  @Test
  void tellsOlderClientsOnlyAHashThatBelongsToTheSequence() {
    State state = State.empty().synced("main", 5, PathOrder.map());
    assertThat(state.with("main", new Anchor(4, HASH, 0L)).commitHash()).isEmpty();
    assertThat(state.with("main", Anchor.fresh(5)).commitHash()).isEmpty();
    assertThat(state.with("main", new Anchor(5, HASH, 0L)).commitHash()).isEqualTo(HASH);
  }
}
