package dev.docstore.server.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.docstore.server.settings.ServerSettings;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Verifies Google's ID tokens (spec 01 §21.1, page 00 A2). */
@Component
class GoogleTokens {
  private static final Set<String> ISSUERS =
      Set.of("accounts.google.com", "https://accounts.google.com");
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  /** For whom tokens must be made, and with which keys. */
  private record Client(String id, KeySet keys) {}

  private final @Nullable Client client;
  private final Clock clock;

  GoogleTokens(ServerSettings settings, Clock clock) {
    this.client =
        settings
            .oauth()
            .map(oauth -> new Client(oauth.clientId(), new KeySet(oauth.keysUrl(), clock)))
            .orElse(null);
    this.clock = clock;
  }

  /** Whether people sign in this way, so that whatever a person bears is judged here. */
  boolean areExpected() {
    return client != null;
  }

  /** The person a token speaks of; empty when it does not hold. */
  Optional<Caller> verify(String text) {
    if (client == null) {
      return Optional.empty();
    }
    Client us = client;
    return SignedToken.parse(text)
        .flatMap(token -> token.claims(us.keys(), ALGORITHMS, clock, LEEWAY))
        .filter(claims -> claims.getIssuer() != null && ISSUERS.contains(claims.getIssuer()))
        .filter(claims -> claims.getAudience().contains(us.id()))
        .filter(claims -> Boolean.TRUE.equals(claims.getClaim("email_verified")))
        .flatMap(GoogleTokens::person);
  }

  /** Whoever the claims call by an e-mail address. */
  static Optional<Caller> person(JWTClaimsSet claims) {
    try {
      return Optional.ofNullable(claims.getStringClaim("email"))
          .filter(email -> !email.isEmpty())
          .map(Caller.Person::new);
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
