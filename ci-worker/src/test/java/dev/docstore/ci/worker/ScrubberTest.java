package dev.docstore.ci.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.ci.worker.RevealSecrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScrubberTest {
  private static String scrub(String secret, String line) {
    byte[] value = secret.getBytes(StandardCharsets.UTF_8);
    return new Scrubber(new Secrets(Map.of("A", value, "EMPTY", new byte[0]))).scrub(line);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void masksEveryOccurrence() {
    assertThat(scrub("pass", "pass, my pass, Pass")).isEqualTo("***, my ***, Pass");
  }

  @Test
  void masksEachLineOfALongerSecret() {
    assertThat(scrub("line one\n  line two\n", "has line two in it")).isEqualTo("has *** in it");
  }

  @Test
  void masksBase64WhereverItBegins() {
    String secret = "correct horse battery";
    for (String before : new String[] {"", "x", "xy", "xyz", "user:"}) {
      String scrubbed = scrub(secret, base64(before + secret + "\n"));
      assertThat(scrubbed).contains("***").doesNotContain(base64(secret).substring(4, 12));
      assertThat(scrubbed.replace("***", "").length()).isLessThan(16);
    }
    String odd = "??>>??>>~~~~";
    assertThat(scrub(odd, base64(odd).replace('+', '-').replace('/', '_'))).isEqualTo("***");
  }

  @Test
  void leavesOtherTextAlone() {
    assertThat(scrub("ab", "nothing to see")).isEqualTo("nothing to see");
  }
}
