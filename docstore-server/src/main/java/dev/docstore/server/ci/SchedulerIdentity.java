package dev.docstore.server.ci;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import dev.docstore.server.settings.ServerSettings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Who the server is towards the scheduler (page 00 E9): in development the development identity,
 * otherwise the service account it runs as, by an ID token of Google's for the scheduler's URL.
 */
@Component
class SchedulerIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerIdentity.class);

  private final Optional<String> developer;
  private final Optional<IdTokenCredentials> account;

  @Autowired
  SchedulerIdentity(ServerSettings settings) {
    this(settings.devIdentity(), settings.schedulerUrl(), settings.development());
  }

  private SchedulerIdentity(
      Optional<String> developer, Optional<String> scheduler, boolean development) {
    this(
        developer,
        development
            ? Optional.empty()
            : scheduler.flatMap(url -> accountOfThisMachine().map(of -> tokens(of, url))));
  }

  SchedulerIdentity(Optional<String> developer, Optional<IdTokenCredentials> account) {
    this.developer = developer;
    this.account = account;
  }

  static IdTokenCredentials tokens(IdTokenProvider account, String audience) {
    return IdTokenCredentials.newBuilder()
        .setIdTokenProvider(account)
        .setTargetAudience(audience)
        .build();
  }

  private static Optional<IdTokenProvider> accountOfThisMachine() {
    try {
      if (GoogleCredentials.getApplicationDefault() instanceof IdTokenProvider account) {
        return Optional.of(account);
      }
      LOG.warn("the credentials of this machine cannot make ID tokens; live logs need them");
    } catch (IOException e) {
      LOG.warn("no service account for this machine; live logs need one: {}", e.getMessage());
    }
    return Optional.empty();
  }

  /**
   * What a request to the scheduler carries.
   *
   * @throws IOException when no token can be had at present
   */
  Map<String, String> headers() throws IOException {
    if (developer.isPresent()) {
      return Map.of("X-DocStore-Identity", developer.get());
    }
    if (account.isEmpty()) {
      return Map.of();
    }
    account.get().refreshIfExpired();
    return Map.of("Authorization", "Bearer " + account.get().getIdToken().getTokenValue());
  }
}
