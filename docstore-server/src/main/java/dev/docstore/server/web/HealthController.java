package dev.docstore.server.web;

import dev.docstore.server.settings.OAuth;
import dev.docstore.server.settings.ServerSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What may be asked without signing in (spec 01 §2.2, §2.3). */
@RestController
class HealthController {
  private final ServerSettings settings;

  HealthController(ServerSettings settings) {
    this.settings = settings;
  }

  /** Says that the process answers requests. */
  @GetMapping("/healthz")
  Map<String, String> health() {
    return Map.of("status", "ok");
  }

  /** Tells {@code ds login} how to sign in. */
  @GetMapping("/.well-known/ds-config")
  Map<String, Object> clientConfiguration() {
    return Map.of("auth", settings.oauth().map(HealthController::google).orElseGet(this::proxy));
  }

  /** Never with the secret. */
  private static Map<String, String> google(OAuth oauth) {
    Map<String, String> auth = new LinkedHashMap<>();
    auth.put("client_id", oauth.clientId());
    auth.put("type", "oauth");
    return auth;
  }

  private Map<String, String> proxy() {
    Map<String, String> auth = new LinkedHashMap<>();
    settings
        .iap()
        .clientId()
        .ifPresentOrElse(
            clientId -> {
              auth.put("client_id", clientId);
              settings.iap().clientSecret().ifPresent(s -> auth.put("client_secret", s));
              auth.put("type", "iap");
            },
            () -> auth.put("type", "none"));
    return auth;
  }
}
