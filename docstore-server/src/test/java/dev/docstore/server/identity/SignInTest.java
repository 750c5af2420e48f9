package dev.docstore.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.IdentityProvider;
import dev.docstore.server.testing.IdentityProvider.Mood;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 01 §21.1, §21.2, against a provider that speaks the real protocol. */
@DatabaseTest
class SignInTest {
  private static final IdentityProvider PROVIDER = new IdentityProvider();
  private static TestServer server;

  @BeforeAll
  static void start(TestDatabase database) {
    server = TestServer.start(database, PROVIDER.variables());
  }

  @AfterAll
  static void stop() {
    server.close();
    PROVIDER.close();
  }

  @BeforeEach
  void good() {
    PROVIDER.answer(Mood.GOOD, UnaryOperator.identity());
  }

  @Test
  void signsABrowserInAndTakesItWhereItWanted() {
    Answer home = nobody().get("/ui/repos?page=2&x=%2F").expect(302);
    assertThat(home.header("Location"))
        .isEqualTo("/auth/login?redirect=%2Fui%2Frepos%3Fpage%3D2%26x%3D%252F");

    Answer login = nobody().get(location(home)).expect(302);
    assertThat(login.header("Set-Cookie"))
        .startsWith("ds_oauth_state=")
        .contains("|/ui/repos?page=2&x=%2F; ")
        .contains("Path=/auth/; ", "Max-Age=300; ", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure");

    Answer signedIn = finish(login).expect(302);
    assertThat(signedIn.header("Location")).isEqualTo("/ui/repos?page=2&x=%2F");
    assertThat(signedIn.headers("Set-Cookie"))
        .anySatisfy(
            cookie -> assertThat(cookie).startsWith("ds_oauth_state=;").contains("Max-Age=0"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("ds_session=")
                    .contains("Path=/; ", "Expires=", "HttpOnly", "SameSite=Lax"));

    Api browser = nobody().with("Cookie", cookie(signedIn, "ds_session"));
    browser.post("/orgs", "{\"name\":\"signed-in\"}").expect(201);
    assertThat(browser.get("/orgs/signed-in").json().get("created_by").asString())
        .isEqualTo(IdentityProvider.PERSON);
  }

  @Test
  void aSessionEndsWithTheLogout() {
    Answer out = nobody().get("/auth/logout").expect(302);

    assertThat(out.header("Location")).isEqualTo("/ui/");
    assertThat(out.header("Set-Cookie")).startsWith("ds_session=;").contains("Max-Age=0");
  }

  @Test
  void behindTlsCookiesAreSecureAndTheProviderComesBackThere() {
    Answer login = nobody().with("X-Forwarded-Proto", "https").get("/auth/login").expect(302);

    assertThat(login.header("Set-Cookie")).contains("; Secure");
    assertThat(login.header("Location"))
        .contains("redirect_uri=https%3A%2F%2F127.0.0.1%3A" + server.url().getPort());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/some/path?q=1|/some/path?q=1",
        "https://evil.com|/ui/",
        "//evil.com|/ui/",
        "/path?next=https://evil.com|/ui/",
        "relative/path|/ui/",
        "''|/ui/",
        "/\\evil.com|/ui/",
        "/%09/evil.com|/%09/evil.com",
        "/ui/a b;c,d\"e|/ui/a%20b%3Bc%2Cd%22e",
        "/ui/bücher|/ui/b%C3%BCcher"
      })
  void neverLeadsToAnotherSite(String asked, String target) {
    assertThat(ReturnPath.of(asked)).isEqualTo(target);
  }

  @Test
  void controlCharactersLeadHome() {
    assertThat(ReturnPath.of("/\t/evil.com")).isEqualTo("/ui/");
    assertThat(ReturnPath.of("/x\r\nSet-Cookie: a=b")).isEqualTo("/ui/");
    assertThat(ReturnPath.of(null)).isEqualTo("/ui/");
  }

  @Test
  void saysWhyALoginDoesNotEnd() {
    Api browser = nobody();
    text(browser.get("/auth/callback?state=s&code=c"), 400, "missing state cookie");
    text(with("nobar").get("/auth/callback?state=s&code=c"), 400, "malformed state cookie");
    text(with("|/ui/").get("/auth/callback?code=c"), 400, "malformed state cookie");
    text(with("s|/ui/").get("/auth/callback?state=t&code=c"), 400, "state mismatch");
    text(with("s|/ui/").get("/auth/callback?code=c"), 400, "state mismatch");
    text(with("s|/ui/").get("/auth/callback?state=s"), 400, "missing authorization code");
    text(with("s|/ui/").get("/auth/callback?state=s&code=c"), 500, "token exchange failed");
  }

  @Test
  void saysWhatTheProviderDidWrong() {
    text(answering(Mood.WITHOUT_ID_TOKEN, c -> c), 500, "no id_token in response");
    text(answering(Mood.NOT_JSON, c -> c), 500, "token exchange failed");
    text(answering(Mood.GOOD, c -> c.audience("other")), 401, "invalid id token");
    text(answering(Mood.GOOD, c -> c.issuer("https://x.example")), 401, "invalid id token");
    text(answering(Mood.GOOD, c -> c.claim("email_verified", false)), 401, "invalid id token");
  }

  @Test
  void aCodeIsGoodOnce() {
    Answer login = nobody().get("/auth/login").expect(302);
    URI back = authorized(login);
    String path = back.getRawPath() + "?" + back.getRawQuery();
    Api browser = nobody().with("Cookie", cookie(login, "ds_oauth_state"));
    browser.get(path).expect(302);

    text(browser.get(path), 500, "token exchange failed");
  }

  @Test
  void takesGooglesTokensAsBearer() {
    bearer(IdentityProvider.person()).get("/orgs").expect(200);
    bearer(IdentityProvider.person().issuer("accounts.google.com")).get("/orgs").expect(200);
    bearer(IdentityProvider.person().audience("x").audience(IdentityProvider.CLIENT_ID))
        .get("/orgs")
        .expect(200);
  }

  @Test
  void refusesTokensThatDoNotHoldWhateverElseIsThere() {
    String session = cookie(finish(nobody().get("/auth/login")), "ds_session");
    nobody().with("Cookie", session).get("/orgs").expect(200);

    for (JWTClaimsSet.Builder bad :
        new JWTClaimsSet.Builder[] {
          IdentityProvider.person().audience("somebody else"),
          IdentityProvider.person().issuer("https://cloud.google.com/iap"),
          IdentityProvider.person().claim("email_verified", "true"),
          IdentityProvider.person().claim("email_verified", null),
          IdentityProvider.person().claim("email", ""),
          IdentityProvider.person().expirationTime(null)
        }) {
      refused(bearer(bad).with("Cookie", session));
    }
    refused(nobody().with("Authorization", "Bearer nonsense").with("Cookie", session));
  }

  @Test
  void takesNoSessionThatIsNotWhole() {
    String session = cookie(finish(nobody().get("/auth/login")), "ds_session");
    for (String broken :
        new String[] {
          session + "x",
          session.replace("ds_session=", "ds_session=x"),
          session.substring(0, session.indexOf('.')),
          "ds_session=.",
          "ds_session="
        }) {
      refused(nobody().with("Cookie", broken));
    }
    nobody().with("Cookie", "ds_session=x.y; " + session).get("/orgs").expect(200);
  }

  @Test
  void readsNoAssertionOfAProxyAnyMore() {
    String assertion =
        PROVIDER.keys().sign(SecuredServer.person().claim("email", "a@example.com").build());

    refused(nobody().with("X-Goog-IAP-JWT-Assertion", assertion));
  }

  @Test
  void onlyPagesLeadToTheLogin() {
    refused(nobody());
    nobody().get("/nowhere").expectError(401, "UNAUTHORIZED", "unauthenticated");
    Answer form = nobody().post("/ui/repos/new", "name=x").expect(302);
    assertThat(form.header("Location")).isEqualTo("/auth/login?redirect=%2Fui%2F");
  }

  @Test
  void row47TellsClientsHowToSignInButNoSecret() {
    assertThat(nobody().get("/.well-known/ds-config").expect(200).text())
        .isEqualTo("{\"auth\":{\"client_id\":\"docstore.apps.example.com\",\"type\":\"oauth\"}}\n");
  }

  @Test
  void withoutItsSettingsThereIsNoLogin() {
    Api behindProxy = SecuredServer.shared().nobody();
    text(behindProxy.get("/auth/login"), 503, "OAuth not configured");
    text(behindProxy.get("/auth/callback"), 503, "OAuth not configured");
    behindProxy.get("/ui/").expectError(401, "UNAUTHORIZED", "unauthenticated");
  }

  private static Api nobody() {
    return server.as("nobody@example.com");
  }

  private static Api with(String state) {
    return nobody().with("Cookie", "ds_oauth_state=" + state);
  }

  private static Api bearer(JWTClaimsSet.Builder claims) {
    return nobody().with("Authorization", "Bearer " + PROVIDER.keys().sign(claims.build()));
  }

  private static Answer answering(Mood mood, UnaryOperator<JWTClaimsSet.Builder> claims) {
    PROVIDER.answer(mood, claims);
    return finish(nobody().get("/auth/login"));
  }

  /** Does what a browser does once it was sent to the provider. */
  private static Answer finish(Answer login) {
    URI back = authorized(login);
    return nobody()
        .with("Cookie", cookie(login, "ds_oauth_state"))
        .get(back.getRawPath() + "?" + back.getRawQuery());
  }

  private static URI authorized(Answer login) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(location(login))).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer::body).isEqualTo(302);
      URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
      assertThat(back.getAuthority()).isEqualTo(server.url().getAuthority());
      return back;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String location(Answer answer) {
    return Objects.requireNonNull(answer.header("Location"));
  }

  /** {@code name=value}, as a browser sends it back. */
  private static String cookie(Answer answer, String name) {
    return answer.headers("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  private static void refused(Api api) {
    api.get("/orgs").expectError(401, "UNAUTHORIZED", "unauthenticated");
  }

  private static void text(Answer answer, int status, String message) {
    assertThat(answer.expect(status).text()).isEqualTo(message + "\n");
    assertThat(answer.header("Content-Type"))
        .isEqualToIgnoringWhitespace("text/plain; charset=utf-8");
  }
}
