package dev.docstore.common.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyVariablesTest {
  private final ProxyVariables proxies =
      ProxyVariables.of(
          Map.of(
              "HTTP_PROXY",
              "http://proxy:3128",
              "https_proxy",
              "secure:8443",
              "NO_PROXY",
              "internal, .example.com,10.0.0.1:8080"));

  private String proxyFor(String url) {
    Proxy proxy = proxies.apply(URI.create(url));
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : "direct";
  }

  @Test
  void choosesByScheme() {
    assertThat(proxyFor("http://docstore.dev/x")).isEqualTo("proxy:3128");
    assertThat(proxyFor("https://docstore.dev/x")).isEqualTo("secure:8443");
  }

  @Test
  void goesDirectlyToExceptions() {
    assertThat(proxyFor("http://internal/")).isEqualTo("direct");
    assertThat(proxyFor("http://sub.internal/")).isEqualTo("direct");
    assertThat(proxyFor("https://a.Example.com/")).isEqualTo("direct");
    assertThat(proxyFor("https://notexample.com/")).isEqualTo("secure:8443");
    assertThat(proxyFor("http://10.0.0.1:8080/")).isEqualTo("direct");
    assertThat(proxyFor("http://10.0.0.1:9090/")).isEqualTo("proxy:3128");
  }

  @Test
  void goesDirectlyToThisMachine() {
    assertThat(proxyFor("http://localhost:8080/")).isEqualTo("direct");
    assertThat(proxyFor("http://127.0.0.1/")).isEqualTo("direct");
    assertThat(proxyFor("http://[::1]:80/")).isEqualTo("direct");
  }

  @Test
  void goesDirectlyWithoutVariables() {
    assertThat(ProxyVariables.of(Map.of()).apply(URI.create("http://docstore.dev")))
        .isEqualTo(Proxy.NO_PROXY);
  }
}
