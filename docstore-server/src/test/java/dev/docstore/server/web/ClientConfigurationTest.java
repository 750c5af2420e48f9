package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 01 §2.3. */
@DatabaseTest
class ClientConfigurationTest {
  @Test
  void row47WithoutAClientThereIsNothingToSay() {
    assertThat(SecuredServer.shared().nobody().get("/.well-known/ds-config").expect(200).text())
        .isEqualTo("{\"auth\":{\"type\":\"none\"}}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|{\"auth\":{\"client_id\":\"id\",\"type\":\"iap\"}}",
        "shh|{\"auth\":{\"client_id\":\"id\",\"client_secret\":\"shh\",\"type\":\"iap\"}}"
      })
  void row47TellsHowToSignInThroughTheProxy(String secret, String json, TestDatabase database) {
    Map<String, String> variables =
        Map.of("DEV_IDENTITY", "", "IAP_CLIENT_ID", "id", "IAP_CLIENT_SECRET", secret);
    try (TestServer server = TestServer.start(database, variables)) {
      assertThat(server.as("nobody").get("/.well-known/ds-config").expect(200).text())
          .isEqualTo(json + "\n");
    }
  }
}
