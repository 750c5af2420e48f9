package dev.docstore.ci.scheduler;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises our own services by their Google-signed ID tokens, made for this scheduler's URL: the
 * server relays logs with one (page 00 E9, H8).
 */
final class GoogleCallers {
  private static final Set<String> ISSUERS =
      Set.of("accounts.google.com", "https://accounts.google.com");

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Set<String> services;

  /**
   * @param audience whom tokens must be made for
   * @param services the e-mail addresses of service accounts that are let in
   */
  GoogleCallers(JWKSource<SecurityContext> keys, String audience, Set<String> services) {
    this.services = services;
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            Set.of(audience), null, Set.of("iss", "exp", "email"), Set.of()));
  }

  /** Those that the settings let in; nothing when they name none. */
  static Optional<GoogleCallers> of(SchedulerSettings.Identity identity, Optional<URI> audience) {
    if (identity.services().isEmpty() || audience.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new GoogleCallers(
            keys(identity.keysUrl()), audience.get().toString(), identity.services()));
  }

  /** Fetched when needed, and old keys serve while that fails. */
  private static JWKSource<SecurityContext> keys(URI url) {
    try {
      return JWKSourceBuilder.<SecurityContext>create(url.toURL())
          .retrying(true)
          .outageTolerant(true)
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * The service that the token speaks of; empty when the token does not hold or names no service.
   */
  Optional<String> verify(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return Optional.ofNullable(claims.getStringClaim("email"))
          .filter(_ -> ISSUERS.contains(claims.getIssuer()))
          .filter(_ -> Boolean.TRUE.equals(claims.getClaim("email_verified")))
          .filter(services::contains);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return Optional.empty();
    }
  }
}
