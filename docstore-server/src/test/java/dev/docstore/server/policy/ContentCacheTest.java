package dev.docstore.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.testing.Parallel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContentCacheTest {
  private final List<String> dropped = new ArrayList<>();
  private final ContentCache<String> cache =
      new ContentCache<>(3, 10, String::length, dropped::add);

  private static ContentHash key(String name) {
    return ContentHash.of(name.getBytes(StandardCharsets.UTF_8));
  }

  private String get(String name) {
    return cache.get(key(name), () -> name);
  }

  @Test
  void whatWasUsedLongestAgoMakesRoom() {
    get("a");
    get("b");
    get("c");
    get("a");
    get("d");
    assertThat(dropped).containsExactly("b");
    assertThat(cache.known(key("a"))).contains("a");
    assertThat(cache.known(key("b"))).isEmpty();
  }

  @Test
  void weightMakesRoomTooButTheNewestAlwaysFits() {
    get("aaaaaa");
    get("bbbbbbbbbbbbbbbb");
    assertThat(dropped).containsExactly("aaaaaa");
    assertThat(cache.known(key("bbbbbbbbbbbbbbbb"))).isPresent();
  }

  @Test
  void whatSeveralWantIsMadeOnce() throws Exception {
    AtomicInteger made = new AtomicInteger();
    List<String> got =
        Parallel.together(
            8,
            _ ->
                cache.get(
                    key("shared"),
                    () -> {
                      made.incrementAndGet();
                      return "shared";
                    }));
    assertThat(made).hasValue(1);
    assertThat(got).containsOnly("shared");
  }

  @Test
  void aFailureIsNotKept() {
    assertThatThrownBy(
            () ->
                cache.get(
                    key("a"),
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no");
    assertThat(get("a")).isEqualTo("a");
  }
}
