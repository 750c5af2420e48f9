package dev.docstore.ci.worker.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFileTest {
  @TempDir Path directory;

  @Test
  void showsWhatIsAppendedUntilItIsComplete() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), "one\n");
    List<String> lines = new CopyOnWriteArrayList<>();
    AtomicBoolean complete = new AtomicBoolean();
    GrowingFile growing = new GrowingFile(file, complete::get);
    Thread reader = Thread.ofVirtual().start(() -> OutputLines.pump(growing, lines::add));

    await().atMost(20, SECONDS).untilAsserted(() -> assertThat(lines).containsExactly("one"));
    Files.writeString(file, "two\n", StandardOpenOption.APPEND);
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> assertThat(lines).containsExactly("one", "two"));
    Files.writeString(file, "last", StandardOpenOption.APPEND);
    complete.set(true);

    assertThat(reader.join(Duration.ofSeconds(20))).isTrue();
    assertThat(lines).containsExactly("one", "two", "last");
  }
}
