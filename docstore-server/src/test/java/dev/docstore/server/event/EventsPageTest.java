package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} is what people write consumers by, so it is complete and exact. */
class EventsPageTest {
  private static final Path PAGE = Path.of("../docs/events.md");

  @Test
  void namesEveryTypeWithItsMembersInOrder() throws IOException {
    List<String> documented =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.matches("\\| `[a-z.]+` \\|.*"))
            .map(line -> line.substring(0, line.indexOf(" | ", line.indexOf(" | ") + 1)))
            .toList();

    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            EventTypes.all().stream().map(EventsPageTest::beginOfRow).toList());
  }

  private static String beginOfRow(EventTypes.Type type) {
    return "| `%s` | %s"
        .formatted(
            type.name().substring(Event.TYPE_PREFIX.length()), String.join(", ", type.members()));
  }
}
