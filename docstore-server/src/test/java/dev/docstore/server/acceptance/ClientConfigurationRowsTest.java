package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 47 of spec 01 §19: what a client is told about signing in. */
@DatabaseTest
class ClientConfigurationRowsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "||{'auth':{'type':'none'}}",
        "id||{'auth':{'client_id':'id','type':'iap'}}",
        "id|secret|{'auth':{'client_id':'id','client_secret':'secret','type':'iap'}}",
        "|secret|{'auth':{'type':'none'}}"
      })
  void row47TellsHowToSignIn(
      @Nullable String id, @Nullable String secret, String expected, TestDatabase database) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DEV_IDENTITY", "");
    settings.put("IAP_CLIENT_ID", id == null ? "" : id);
    settings.put("IAP_CLIENT_SECRET", secret == null ? "" : secret);
    try (TestServer server = TestServer.start(database, settings)) {
      String answer = server.as("").get("/.well-known/ds-config").expect(200).text();

      assertThat(answer).isEqualTo(expected.replace('\'', '"') + "\n");
    }
  }
}
