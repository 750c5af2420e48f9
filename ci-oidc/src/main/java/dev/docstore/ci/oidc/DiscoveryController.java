package dev.docstore.ci.oidc;

import com.nimbusds.jose.jwk.RSAKey;
import dev.docstore.common.http.TextError;
import dev.docstore.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What anybody may read: discovery document, public keys, health (spec 03 §12.2). */
@RestController
class DiscoveryController {
  private final Signer signer;
  private final OidcSettings settings;

  DiscoveryController(Signer signer, OidcSettings settings) {
    this.signer = signer;
    this.settings = settings;
  }

  @GetMapping("/healthz")
  ResponseEntity<byte[]> healthz() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body("{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/.well-known/openid-configuration")
  ResponseEntity<byte[]> discovery() {
    Map<String, Object> document =
        new TreeMap<>(
            Map.of(
                "issuer", settings.issuer(),
                "jwks_uri", settings.issuer() + "/.well-known/jwks.json",
                "response_types_supported", List.of("id_token"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256")));
    return cached(Duration.ofHours(1), document);
  }

  @GetMapping("/.well-known/jwks.json")
  ResponseEntity<byte[]> keys() {
    try {
      List<Map<String, Object>> keys =
          signer.published().stream().map(DiscoveryController::members).toList();
      return cached(Duration.ofMinutes(5), Map.of("keys", keys));
    } catch (GeneralSecurityException e) {
      throw TextError.internal(e);
    }
  }

  private static Map<String, Object> members(RSAKey key) {
    return new TreeMap<>(key.toPublicJWK().toJSONObject());
  }

  private static ResponseEntity<byte[]> cached(Duration age, Object document) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + age.toSeconds())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.line(document));
  }
}
