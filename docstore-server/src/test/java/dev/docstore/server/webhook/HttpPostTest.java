package dev.docstore.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPostTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private static HttpPost.Answer post(Endpoint endpoint, SSLSocketFactory tls) throws IOException {
    try (Socket socket = new Socket()) {
      return new HttpPost(socket, tls)
          .send(endpoint, InetAddress.getLoopbackAddress(), 5000, Map.of("X-Test", "1"), BODY);
    }
  }

  @Test
  void asksForTheCertificateOfTheNameAndNotOfTheAddress(@TempDir Path dir) throws Exception {
    SSLContext context = selfSigned(dir, "hooks.example.com");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      SSLSocketFactory trusting = context.getSocketFactory();
      assertThat(post(new Endpoint(true, "hooks.example.com", port, "/", ""), trusting).status())
          .isEqualTo(202);
      assertThatThrownBy(
              () -> post(new Endpoint(true, "other.example.com", port, "/", ""), trusting))
          .isInstanceOf(SSLException.class);
      SSLSocketFactory usual = (SSLSocketFactory) SSLSocketFactory.getDefault();
      assertThatThrownBy(() -> post(new Endpoint(true, "hooks.example.com", port, "/", ""), usual))
          .isInstanceOf(SSLException.class);
    } finally {
      server.stop(0);
    }
  }

  private static SSLContext selfSigned(Path dir, String name) throws Exception {
    Path store = dir.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "hooks",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + name,
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  /** What a plain server says to one request, word for word. */
  private static HttpPost.Answer answered(String words) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Socket socket = server.accept()) {
                      socket.getInputStream().read(new byte[8192]);
                      socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
                      socket.shutdownOutput();
                      socket.getInputStream().readAllBytes();
                    } catch (IOException e) {
                      // The client hung up first, as some of these tests want it to.
                    }
                  });
      try {
        return post(
            new Endpoint(false, "hooks.example.com", server.getLocalPort(), "/", ""),
            (SSLSocketFactory) SSLSocketFactory.getDefault());
      } finally {
        thread.join();
      }
    }
  }

  @Test
  void passesOverInterimAnswersAndReadsHeaders() throws Exception {
    HttpPost.Answer answer =
        answered("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\nRETRY-After:  7 \r\n\r\nbody");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).hasValue("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"})
  void refusesWhatIsNoAnswer(String words) {
    assertThatThrownBy(() -> answered(words)).isInstanceOf(IOException.class);
  }

  @Test
  void readsNoEndlessHead() {
    assertThatThrownBy(() -> answered("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000)))
        .hasMessageContaining("no end of headers");
  }
}
