package dev.docstore.server.identity;

import dev.docstore.server.settings.OAuth;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.web.Errors;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.Responds;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out with a browser (spec 01 §21.2). Every answer is a redirect or text. */
@RestController
@RequestMapping("/auth")
class SignInController {
  private static final Logger LOG = LoggerFactory.getLogger(SignInController.class);
  private static final String STATE_COOKIE = "ds_oauth_state";
  private static final String STATE_PATH = "/auth/";
  private static final Duration STATE_LIFETIME = Duration.ofMinutes(5);

  /** What does not let somebody in, in the words of the contract. */
  private static final class NotSignedIn extends Exception {
    final int status;

    NotSignedIn(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  private final @Nullable CodeExchange exchange;
  private final GoogleTokens tokens;
  private final Sessions sessions;
  private final SecureRandom random = new SecureRandom();

  SignInController(ServerSettings settings, GoogleTokens tokens, Sessions sessions) {
    this.exchange = settings.oauth().flatMap(OAuth::login).map(CodeExchange::new).orElse(null);
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /** Sends a browser to Google to sign in. */
  @Responds(status = 302, type = "", meaning = "To Google.")
  @QueryParameter(name = "redirect", meaning = "Where to go afterwards: a path of this site.")
  @GetMapping("/login")
  void login(Query query, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (exchange == null) {
      Errors.writeText(response, 503, "OAuth not configured");
      return;
    }
    String state = newState();
    String target = ReturnPath.of(query.text("redirect").orElse(null));
    add(
        response,
        request,
        ResponseCookie.from(STATE_COOKIE, state + "|" + target)
            .path(STATE_PATH)
            .maxAge(STATE_LIFETIME));
    redirect(response, exchange.authorizationUrl(state, callback(request)));
  }

  /** Where Google sends the browser back to: opens the session. */
  @Responds(status = 302, type = "", meaning = "To where the login began.")
  @Responds(status = 400, type = "text/plain", meaning = "The login was not begun here.")
  @Responds(status = 401, type = "text/plain", meaning = "Google's token does not hold.")
  @Responds(status = 500, type = "text/plain", meaning = "Google does not answer as it should.")
  @QueryParameter(name = "state", required = true, meaning = "What the login gave Google.")
  @QueryParameter(name = "code", required = true, meaning = "What Google gives for a token.")
  @GetMapping("/callback")
  void callback(Query query, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (exchange == null) {
      Errors.writeText(response, 503, "OAuth not configured");
      return;
    }
    try {
      String target = target(query, request);
      String code = query.text("code").orElseThrow(() -> bad("missing authorization code"));
      Caller person = person(exchange, code, callback(request));
      add(response, request, ResponseCookie.from(STATE_COOKIE, "").path(STATE_PATH).maxAge(0));
      add(
          response,
          request,
          ResponseCookie.from(Sessions.COOKIE, sessions.open(person.identity()))
              .path("/")
              .maxAge(Sessions.LIFETIME));
      redirect(response, target);
    } catch (NotSignedIn refusal) {
      response.setHeader("Cache-Control", "no-store");
      Errors.writeText(response, refusal.status, String.valueOf(refusal.getMessage()));
    }
  }

  /** Ends the session. */
  @Responds(status = 302, type = "", meaning = "To the start page.")
  @GetMapping("/logout")
  void logout(HttpServletRequest request, HttpServletResponse response) {
    add(response, request, ResponseCookie.from(Sessions.COOKIE, "").path("/").maxAge(0));
    redirect(response, ReturnPath.HOME);
  }

  /** Where to go afterwards, once the state shows that this browser began the login. */
  private static String target(Query query, HttpServletRequest request) throws NotSignedIn {
    String cookie = stateCookie(request).orElseThrow(() -> bad("missing state cookie"));
    int bar = cookie.indexOf('|');
    if (bar < 1) {
      throw bad("malformed state cookie");
    }
    if (!Sessions.same(cookie.substring(0, bar), query.text("state").orElse(""))) {
      throw bad("state mismatch");
    }
    return ReturnPath.of(cookie.substring(bar + 1));
  }

  private Caller person(CodeExchange exchange, String code, String callback) throws NotSignedIn {
    Optional<String> token;
    try {
      token = exchange.idToken(code, callback);
    } catch (IOException e) {
      LOG.warn("a login failed because its code could not be exchanged: {}", e.toString());
      throw new NotSignedIn(500, "token exchange failed");
    }
    String idToken = token.orElseThrow(() -> new NotSignedIn(500, "no id_token in response"));
    return tokens.verify(idToken).orElseThrow(() -> new NotSignedIn(401, "invalid id token"));
  }

  private static NotSignedIn bad(String message) {
    return new NotSignedIn(400, message);
  }

  private static Optional<String> stateCookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(STATE_COOKIE))
            .map(Cookie::getValue)
            .findFirst();
  }

  private String newState() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String callback(HttpServletRequest request) {
    String host = Optional.ofNullable(request.getHeader("Host")).orElse("localhost");
    return scheme(request) + "://" + host + "/auth/callback";
  }

  /** What the browser speaks, which a proxy in front knows better. */
  private static String scheme(HttpServletRequest request) {
    String forwarded = request.getHeader("X-Forwarded-Proto");
    return forwarded == null || forwarded.isEmpty() ? request.getScheme() : forwarded;
  }

  private static void add(
      HttpServletResponse response,
      HttpServletRequest request,
      ResponseCookie.ResponseCookieBuilder cookie) {
    response.addHeader(
        "Set-Cookie",
        cookie
            .httpOnly(true)
            .sameSite("Lax")
            .secure(scheme(request).equals("https"))
            .build()
            .toString());
  }

  private static void redirect(HttpServletResponse response, String location) {
    response.setStatus(302);
    response.setHeader("Location", location);
    response.setHeader("Cache-Control", "no-store");
  }
}
