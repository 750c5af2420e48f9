package dev.docstore.server.identity;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.Names;
import dev.docstore.server.settings.OAuth;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.web.Errors;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Finds out who makes a request (spec 01 §3, page 00 A2–A5). */
@Component
public class Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
  private static final String IDENTITY_HEADER = "X-DocStore-Identity";

  private static final String ASSERTION_HEADER = "X-Goog-IAP-JWT-Assertion";
  private static final String BEARER = "Bearer ";

  private final ServerSettings settings;
  private final JobTokens jobTokens;
  private final ProxyAssertions assertions;
  private final GoogleTokens googleTokens;
  private final Sessions sessions;

  Authenticator(
      ServerSettings settings,
      JobTokens jobTokens,
      ProxyAssertions assertions,
      GoogleTokens googleTokens,
      Sessions sessions) {
    this.settings = settings;
    this.jobTokens = jobTokens;
    this.assertions = assertions;
    this.googleTokens = googleTokens;
    this.sessions = sessions;
    settings
        .devIdentity()
        .ifPresent(
            identity ->
                LOG.warn(
                    "development mode: every request is {} unless it says otherwise", identity));
  }

  /**
   * The caller. A bearer token that names our issuer is a job's, and nothing else is tried when it
   * does not hold: an expired job must not become somebody else. Where people sign in with Google
   * the same goes for any other bearer token; behind the proxy it is not ours to judge and shadows
   * nothing.
   *
   * @throws DocStoreException 401 when the request carries no credential that holds
   */
  public Caller authenticate(HttpServletRequest request) {
    Optional<SignedToken> job = jobToken(request);
    if (job.isPresent()) {
      return jobTokens.verify(job.get()).orElseThrow(Errors::unauthenticated);
    }
    return developer(request).or(() -> person(request)).orElseThrow(Errors::unauthenticated);
  }

  /** The job whose token a request bears, for routes that judge credentials themselves. */
  public Optional<Caller.Job> job(HttpServletRequest request) {
    return jobToken(request).flatMap(jobTokens::verify);
  }

  /** The text of the bearer credential, if the request has one. */
  public static Optional<String> bearer(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip())
        .filter(token -> !token.isEmpty());
  }

  /**
   * Where a browser without a session goes to sign in; empty for requests that no person makes with
   * a browser, and where nobody can sign in with one.
   */
  public Optional<String> loginPage(HttpServletRequest request) {
    if (settings.oauth().flatMap(OAuth::login).isEmpty()
        || !request.getRequestURI().startsWith("/ui/")
        || bearer(request).isPresent()) {
      return Optional.empty();
    }
    String query = request.getQueryString();
    String here = request.getRequestURI() + (query == null ? "" : "?" + query);
    String target = request.getMethod().equals("GET") ? here : ReturnPath.HOME;
    return Optional.of("/auth/login?redirect=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
  }

  private Optional<SignedToken> jobToken(HttpServletRequest request) {
    return bearer(request).flatMap(SignedToken::parse).filter(jobTokens::areIssuedAs);
  }

  private Optional<Caller> person(HttpServletRequest request) {
    if (googleTokens.areExpected()) {
      Optional<String> token = bearer(request);
      return token.isPresent() ? googleTokens.verify(token.get()) : sessions.of(request);
    }
    return Optional.ofNullable(request.getHeader(ASSERTION_HEADER))
        .filter(assertion -> !assertion.isEmpty())
        .flatMap(assertions::verify);
  }

  private Optional<Caller> developer(HttpServletRequest request) {
    return settings
        .devIdentity()
        .map(
            identity -> {
              String chosen = request.getHeader(IDENTITY_HEADER);
              return new Caller.Person(usable(chosen) ? chosen : identity);
            });
  }

  private static boolean usable(@Nullable String identity) {
    return identity != null
        && !identity.isBlank()
        && Names.textProblem("identity", identity).isEmpty();
  }
}
