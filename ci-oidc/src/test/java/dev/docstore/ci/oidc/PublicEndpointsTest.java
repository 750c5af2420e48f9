package dev.docstore.ci.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.json.Json;
import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Public-only mode: no database, no token endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicEndpointsTest {
  @TempDir private static Path folder;

  private RunningIssuer issuer;

  @BeforeAll
  void start() throws Exception {
    new KeyFile(folder.resolve("old")).loadOrCreate();
    issuer =
        RunningIssuer.start(
            Map.of(
                "PUBLIC_ONLY",
                "true",
                "OIDC_KEY_FILE",
                folder.resolve("now").toString(),
                "OIDC_PREVIOUS_KEY_FILE",
                folder.resolve("old").toString()));
  }

  @AfterAll
  void stop() {
    issuer.close();
  }

  @Test
  void healthIsExact() throws Exception {
    assertThat(issuer.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void theDiscoveryDocumentIsSortedAndCacheable() throws Exception {
    HttpResponse<String> answer = issuer.get("/.well-known/openid-configuration");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=3600");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"id_token_signing_alg_values_supported\":[\"RS256\"],"
                + "\"issuer\":\"https://oidc.docstore.dev\","
                + "\"jwks_uri\":\"https://oidc.docstore.dev/.well-known/jwks.json\","
                + "\"response_types_supported\":[\"id_token\"],"
                + "\"subject_types_supported\":[\"public\"]}\n");
  }

  @Test
  void theKeySetHoldsTheCurrentAndThePreviousKey() throws Exception {
    HttpResponse<String> answer = issuer.get("/.well-known/jwks.json");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
    JsonNode keys = Json.MAPPER.readTree(answer.body()).get("keys");
    assertThat(keys.size()).isEqualTo(2);
    for (JsonNode key : keys) {
      assertThat(key.propertyNames()).containsExactly("alg", "e", "kid", "kty", "n", "use");
      assertThat(key.get("alg").asString()).isEqualTo("RS256");
      assertThat(key.get("use").asString()).isEqualTo("sig");
    }
  }

  @Test
  void thereIsNoTokenEndpoint() throws Exception {
    HttpResponse<String> answer = issuer.send("POST", "/ci/token", "{}");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("404 page not found\n");
  }

  @Test
  void aWrongMethodNamesTheRightOnes() throws Exception {
    HttpResponse<String> answer = issuer.send("POST", "/healthz", "");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void anotherProcessWithTheFileHasTheSameKeys() throws Exception {
    Map<String, String> same =
        Map.of("PUBLIC_ONLY", "1", "OIDC_KEY_FILE", folder.resolve("now").toString());
    try (RunningIssuer other = RunningIssuer.start(same)) {
      String kid = "/keys/0/kid";
      assertThat(Json.MAPPER.readTree(other.get("/.well-known/jwks.json").body()).at(kid))
          .isEqualTo(Json.MAPPER.readTree(issuer.get("/.well-known/jwks.json").body()).at(kid));
    }
  }

  @Test
  void theDatabaseIsRequiredToIssue() {
    assertThatThrownBy(() -> settings(Map.of("PUBLIC_ONLY", "TRUE")))
        .isInstanceOf(BadSettingException.class)
        .hasMessage("DATABASE_URL is required");
  }

  @Test
  void theVariableWinsOverTheFlagForTheIssuer() {
    Map<String, String> environment =
        Map.of("PUBLIC_ONLY", "1", "ISSUER_URL", "https://variable.test/");
    assertThat(settings(environment, "--issuer-url=https://flag.test").issuer())
        .isEqualTo("https://variable.test");
    assertThat(settings(Map.of(), "-public-only", "--issuer-url=https://flag.test").issuer())
        .isEqualTo("https://flag.test");
  }

  @Test
  void aKeyOfTheKeyServiceIsRefusedAloud() {
    assertThatThrownBy(() -> settings(Map.of("PUBLIC_ONLY", "1", "KMS_KEY_VERSION", "projects/x")))
        .hasMessageContaining("KMS_KEY_VERSION");
  }

  private static OidcSettings settings(Map<String, String> environment, String... flags) {
    return OidcSettings.of(Settings.of(flags, environment));
  }
}
