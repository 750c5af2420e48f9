package dev.docstore.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.testing.WebhookReceiver;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DatabaseTest
class TargetGuardTest {
  private final TestDatabase database;

  TargetGuardTest(TestDatabase database) {
    this.database = database;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::",
        "2001:0:1:2::3"
      })
  void refusesAddressesOfNoPublicNetwork(String address) {
    assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "100.128.0.1",
        "192.167.1.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "::ffff:8.8.8.8"
      })
  void allowsThoseOfThePublicInternet(String address) {
    assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void keepsUsersOutOfTheServersNetworkHoweverTheyNameIt() {
    try (TestServer server = TestServer.start(database, Map.of());
        WebhookReceiver receiver = new WebhookReceiver()) {
      EventScenario scenario = new EventScenario(database, server);
      String repo = scenario.repo();
      scenario.grant(repo, "bob@example.com", "reader");
      Api bob = server.as("bob@example.com");
      for (String host :
          new String[] {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"}) {
        String id = subscribe(bob, repo, "http://" + host + ":" + receiver.port() + "/");
        String error =
            bob.post("/subscriptions/" + id + "/ping", "")
                .expect(200)
                .json()
                .get("error")
                .asString();
        assertThat(error).as(host).startsWith("http: ").contains("not a public address");
      }
      assertThat(receiver.received()).isEmpty();
      String ofAdmin = subscribe(server.api(), repo, receiver.url());
      server.api().post("/subscriptions/" + ofAdmin + "/ping", "").expect(200);
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @Test
  void letsServicesReachThem() {
    String service = "scheduler@services.example.com";
    try (TestServer server = TestServer.start(database, Map.of("SERVICE_IDENTITIES", service));
        WebhookReceiver receiver = new WebhookReceiver()) {
      String id =
          server
              .as(service)
              .post(
                  "/subscriptions",
                  "{\"backend\":\"webhook\",\"config\":{\"url\":\"%s\"}}".formatted(receiver.url()))
              .expect(201)
              .json()
              .get("id")
              .asString();
      assertThat(server.as(service).post("/subscriptions/" + id + "/ping", "").json().get("status"))
          .hasToString("204");
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @Test
  void doesNotFollowARedirect() {
    try (TestServer server = TestServer.start(database, Map.of());
        WebhookReceiver target = new WebhookReceiver();
        WebhookReceiver receiver = new WebhookReceiver()) {
      receiver.reply(new WebhookReceiver.Reply(307, "Location", target.url()));
      String repo = new EventScenario(database, server).repo();
      String id = subscribe(server.api(), repo, receiver.url());
      String answer = server.api().post("/subscriptions/" + id + "/ping", "").text();
      assertThat(answer).contains("webhook returned status 307");
      assertThat(target.received()).isEmpty();
    }
  }

  private static String subscribe(Api api, String repo, String url) {
    return api.post(
            "/subscriptions",
            "{\"backend\":\"webhook\",\"repo\":\"%s\",\"config\":{\"url\":\"%s\"}}"
                .formatted(repo, url))
        .expect(201)
        .json()
        .get("id")
        .asString();
  }
}
