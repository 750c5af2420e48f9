package dev.docstore.server.identity;

import com.nimbusds.jose.JWSAlgorithm;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.settings.ServerSettings.Iap;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Verifies what the identity-aware proxy asserts about a person (spec 01 §3.1, page 00 A2). */
@Component
class ProxyAssertions {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyAssertions.class);
  private static final String ISSUER = "https://cloud.google.com/iap";
  private static final Duration LEEWAY = Duration.ofSeconds(30);
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

  private final Iap settings;
  private final KeySet keys;
  private final Clock clock;

  ProxyAssertions(ServerSettings settings, Clock clock) {
    this.settings = settings.iap();
    this.keys = new KeySet(settings.iap().keysUrl(), clock);
    this.clock = clock;
    if (!settings.development()
        && settings.oauth().isEmpty()
        && settings.iap().audience().isEmpty()) {
      LOG.warn(
          "IAP_AUDIENCE is not set: an assertion that the proxy made for another application is"
              + " taken for ours");
    }
  }

  /** The person an assertion speaks of; empty when it does not hold. */
  Optional<Caller> verify(String assertion) {
    return SignedToken.parse(assertion)
        .flatMap(token -> token.claims(keys, ALGORITHMS, clock, LEEWAY))
        .filter(claims -> ISSUER.equals(claims.getIssuer()))
        .filter(claims -> settings.audience().map(claims.getAudience()::contains).orElse(true))
        .flatMap(GoogleTokens::person);
  }
}
