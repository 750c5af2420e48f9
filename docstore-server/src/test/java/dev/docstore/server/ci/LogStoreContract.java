package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every log store does (spec 03 §10); each test has a store of its own. */
abstract class LogStoreContract {
  static final LogKey KEY = new LogKey("myorg/myrepo", "feature/x", 42, "ci/build");

  /** The store under test, empty at first. */
  abstract LogStore store();

  /** What {@link #KEY}'s address begins with. */
  abstract String address();

  private Optional<String> read(LogKey key) throws IOException {
    Optional<InputStream> found = store().open(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream log = found.get()) {
      return Optional.of(new String(log.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private String put(LogKey key, String text) throws IOException {
    return store().put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void returnsWhatItWasGivenUnderTheContractsKey() throws IOException {
    String url = put(KEY, "line 1\nlíne 2\n");

    assertThat(url).isEqualTo(address() + "myorg/myrepo/feature/x/42/ci_build.log");
    assertThat(read(KEY)).contains("line 1\nlíne 2\n");
    assertThat(store().holds(url)).isTrue();
  }

  @Test
  void aLaterRunReplacesTheLog() throws IOException {
    put(KEY, "a long first one");
    put(KEY, "second");

    assertThat(read(KEY)).contains("second");
  }

  @Test
  void knowsNothingOfOtherLogs() throws IOException {
    put(KEY, "one");

    assertThat(read(new LogKey("myorg/myrepo", "feature/x", 43, "ci/build"))).isEmpty();
    assertThat(read(new LogKey("myorg/myrepo", "feature/x", 42, "ci/test"))).isEmpty();
  }

  @Test
  void namesStayAsTheyAre() throws IOException {
    LogKey odd = new LogKey("o/r", "what? a #branch", 1, "té st%2F");

    assertThat(put(odd, "x")).endsWith("o/r/what? a #branch/1/té st%2F.log");
    assertThat(read(odd)).contains("x");
  }

  @Test
  void holdsNothingThatLiesElsewhere() {
    assertThat(store().holds("https://logs.example.com/1.log")).isFalse();
    assertThat(store().holds("gs://somebody-elses/o/r/main/1/a.log")).isFalse();
  }
}
