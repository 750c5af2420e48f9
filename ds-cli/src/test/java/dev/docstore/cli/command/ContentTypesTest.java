package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentTypesTest {
  private static final byte[] BINARY = {(byte) 0xff, (byte) 0xfe, 0, 1};

  @Test
  void leavesTextWithoutAType() {
    assertThat(ContentTypes.of("hello.txt", "text ü".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(ContentTypes.of("empty.png", new byte[0])).isEmpty();
  }

  @Test
  void namesBinaryContentByItsExtension() {
    assertThat(ContentTypes.of("image.png", BINARY)).contains("image/png");
    assertThat(ContentTypes.of("dir.png/IMAGE.JPG", BINARY)).contains("image/jpeg");
    assertThat(ContentTypes.of("data.bin", BINARY)).contains("application/octet-stream");
    assertThat(ContentTypes.of("dir.png/none", BINARY)).contains("application/octet-stream");
  }
}
