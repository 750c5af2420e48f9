package dev.docstore.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "http://example.com, false, example.com, 80, /, example.com",
    "HTTPS://example.com/a?b=c, true, example.com, 443, /a?b=c, example.com",
    "http://ci_scheduler:8081/webhook, false, ci_scheduler, 8081, /webhook, ci_scheduler:8081",
    "https://[::1]:9/x#part, true, ::1, 9, /x, [::1]:9",
    "http://exämple.com/ü, false, xn--exmple-cua.com, 80, /%C3%BC, xn--exmple-cua.com",
  })
  void takesAUrlApart(
      String url, boolean secure, String host, int port, String target, String hostHeader) {
    Endpoint endpoint = Endpoint.parse(url).orElseThrow();
    assertThat(endpoint).isEqualTo(new Endpoint(secure, host, port, target, ""));
    assertThat(endpoint.hostHeader()).isEqualTo(hostHeader);
  }

  @Test
  void keepsTheUserOutOfTheHost() {
    Endpoint endpoint = Endpoint.parse("http://me:p%40ss@example.com/").orElseThrow();
    assertThat(endpoint.userInfo()).isEqualTo("me:p@ss");
    assertThat(endpoint.host()).isEqualTo("example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "/hook",
        "ftp://example.com",
        "http:example.com",
        "http://",
        "http://example.com:99999",
        "http://example.com:0",
        "http://exa mple.com",
        "http://example.com/\r\nX-Evil: 1",
        "http://example.com/a b",
        "http://exam%0d%0aple.com/"
      })
  void refusesWhatNoRequestCanBeSentTo(String url) {
    assertThat(Endpoint.parse(url)).isEmpty();
  }
}
