package dev.docstore.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.WebhookReceiver;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are only as good as what they resolve to, at the moment of the connection (page 00 C5). */
class RebindingTest {
  private static final byte[] BODY = {'{', '}'};

  private final WebhookReceiver receiver = new WebhookReceiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  /** A zone that its owner changes between look-ups; it fails when there is one too many. */
  private static final class Zone extends Resolver {
    private final Deque<List<InetAddress>> answers = new ArrayDeque<>();

    Zone then(String... addresses) {
      answers.add(List.of(addresses).stream().map(InetAddress::ofLiteral).toList());
      return this;
    }

    @Override
    List<InetAddress> resolve(String host, Duration patience) {
      return answers.removeFirst();
    }
  }

  private Outcome send(Zone zone, boolean anywhere) {
    Endpoint endpoint = new Endpoint(false, "hooks.example.com", receiver.port(), "/", "");
    return new Sender(zone, Clock.systemUTC()).send(endpoint, anywhere, Map.of(), BODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"})
  void refusesANameThatResolvesToAPrivateAddress(String address) {
    assertThat(send(new Zone().then(address), false).error())
        .hasValueSatisfying(
            error -> assertThat(error).contains("hooks.example.com is not a public address"));
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void refusesANameWhoseAddressesAreAllPrivate() {
    assertThat(send(new Zone().then("127.0.0.1", "192.168.0.1", "::1"), false).error()).isPresent();
    assertThat(receiver.received()).isEmpty();
  }

  /** The name exists in no real zone: what is connected to is the address that was checked. */
  @Test
  void connectsToTheVeryAddressThatWasLookedUp() {
    Outcome outcome = send(new Zone().then("127.0.0.1"), true);
    assertThat(outcome.error()).isEmpty();
    assertThat(receiver.received().getFirst().headers())
        .containsEntry("Host", "hooks.example.com:" + receiver.port());
  }

  /**
   * Checked at each delivery, not once: an address that was fine yesterday is not trusted today.
   */
  @Test
  void looksAgainAtEachDelivery() {
    Zone zone = new Zone().then("127.0.0.1").then("127.0.0.1");
    assertThat(send(zone, true).error()).isEmpty();
    assertThat(send(zone, false).error()).isPresent();
    assertThat(receiver.received()).hasSize(1);
    assertThat(zone.answers).isEmpty();
  }
}
