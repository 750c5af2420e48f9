package dev.docstore.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final byte[] STREAM =
      """
      id: 41
      data: {"id":"x","data":{"repo":"acme/app","sequence":7,"author":"ann"}}

      : keepalive

      event: reset
      data: {"earliest": 5}

      id: 42
      data: {"data":{"repo":"acme/app"}}

      """
          .getBytes(StandardCharsets.UTF_8);

  private final List<String> events = new ArrayList<>();
  private final Frames frames = new Frames((id, sequence) -> events.add(id + "/" + sequence));

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 50, 1000})
  void findsEventsHoweverTheBytesCome(int piece) {
    for (int begin = 0; begin < STREAM.length; begin += piece) {
      frames.take(STREAM, begin, Math.min(piece, STREAM.length - begin));
    }
    assertThat(events).containsExactly("41/7", "42/0");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 70})
  void forgetsWhatWasCutOff(int sent) {
    frames.take(STREAM, 0, sent);
    frames.reset();
    frames.take(STREAM, 0, STREAM.length);
    assertThat(events).containsExactly("41/7", "42/0");
  }
}
