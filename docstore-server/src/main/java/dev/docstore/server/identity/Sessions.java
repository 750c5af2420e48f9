package dev.docstore.server.identity;

import dev.docstore.common.json.Json;
import dev.docstore.server.settings.OAuth;
import dev.docstore.server.settings.ServerSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * The sessions of people who signed in with a browser. The server keeps none: a session is its
 * cookie, {@code <payload>.<HMAC-SHA256 of it>} in base64url (spec 01 §21.1).
 */
@Component
class Sessions {
  static final String COOKIE = "ds_session";
  static final Duration LIFETIME = Duration.ofHours(24);
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  /**
   * What a cookie says.
   *
   * @param exp its last second
   */
  record Payload(String email, long exp) {}

  private final byte @Nullable [] secret;
  private final Clock clock;

  Sessions(ServerSettings settings, Clock clock) {
    this.secret = settings.oauth().flatMap(OAuth::sessionSecret).orElse(null);
    this.clock = clock;
    if (settings.oauth().isPresent() && secret == null) {
      LOG.warn("SESSION_SECRET is not set: nobody can sign in with a browser");
    }
  }

  /** The cookie's value for that person, good for {@link #LIFETIME}. */
  String open(String email) {
    long end = clock.instant().plus(LIFETIME).getEpochSecond();
    String payload = base64(Json.write(new Payload(email, end)).getBytes(StandardCharsets.UTF_8));
    return payload + "." + mac(payload);
  }

  /** The person whose session a request carries; anything that does not hold counts as none. */
  Optional<Caller> of(HttpServletRequest request) {
    return secret == null ? Optional.empty() : values(request).flatMap(this::read).findFirst();
  }

  private static Stream<String> values(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Stream.empty()
        : Arrays.stream(cookies).filter(c -> c.getName().equals(COOKIE)).map(Cookie::getValue);
  }

  private Stream<Caller> read(String cookie) {
    int dot = cookie.indexOf('.');
    if (dot < 0 || !same(cookie.substring(dot + 1), mac(cookie.substring(0, dot)))) {
      return Stream.empty();
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(cookie.substring(0, dot));
      Payload payload =
          Json.MAPPER.readValue(new String(json, StandardCharsets.UTF_8), Payload.class);
      return clock.instant().getEpochSecond() <= payload.exp()
          ? Stream.of(new Caller.Person(payload.email()))
          : Stream.empty();
    } catch (IllegalArgumentException | JacksonException e) {
      return Stream.empty();
    }
  }

  private String mac(String payload) {
    if (secret == null) {
      throw new IllegalStateException("there is no session without SESSION_SECRET");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return base64(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Takes as long for every text, so that nobody can guess one letter after the other. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
