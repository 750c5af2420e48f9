package dev.docstore.ci.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.docstore.common.json.Json;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {
  private final TestDatabase database;
  private final RunningIssuer issuer;
  private final ClaimedJobRow job;

  TokenTest(TestDatabase database) throws Exception {
    this.database = database;
    this.issuer =
        RunningIssuer.start(
            Map.of("DATABASE_URL", database.url(), "ISSUER_URL", "https://ci.test/"));
    this.job = ClaimedJobRow.insert(database, "acme/team/app", "feat/x", "push");
  }

  @AfterAll
  void stop() {
    issuer.close();
  }

  @Test
  void theTokenVerifiesAgainstThePublishedKeys() throws Exception {
    SignedJWT jwt = buy("{\"audience\":\"docstore\",\"check_name\":\"ci/build\"}");
    JWKSet keys = JWKSet.parse(issuer.get("/.well-known/jwks.json").body());
    var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
    assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
  }

  @Test
  void theClaimsAreThoseOfTheJob() throws Exception {
    JWTClaimsSet claims =
        buy("{\"audience\":\"docstore\",\"check_name\":\"ci/build\"}").getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("https://ci.test");
    assertThat(claims.getSubject()).isEqualTo("repo:acme/team/app:branch:feat/x:check:ci/build");
    assertThat(claims.getAudience()).containsExactly("docstore");
    assertThat(claims.getJWTID()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}");
    assertThat(claims.getStringClaim("repo")).isEqualTo("acme/team/app");
    assertThat(claims.getStringClaim("branch")).isEqualTo("feat/x");
    assertThat(claims.getStringClaim("org")).isEqualTo("acme");
    assertThat(claims.getStringClaim("check_name")).isEqualTo("ci/build");
    assertThat(claims.getStringClaim("ref_type")).isEqualTo("post-submit");
    assertThat(claims.getStringClaim("triggered_by")).isEmpty();
    assertThat(claims.getStringClaim("job_id")).isEqualTo(job.id().toString());
    assertThat(claims.getLongClaim("sequence")).isEqualTo(7);
    assertThat(claims.getStringListClaim("permissions")).containsExactly("checks");
    assertThat(claims.getNotBeforeTime()).isNull();
    assertThat(claims.getExpirationTime())
        .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(3600));
  }

  @Test
  void headerAndPayloadHaveSortedMembers() throws Exception {
    String[] parts = buy("{\"audience\":\"docstore\"}").serialize().split("\\.", -1);
    for (int i = 0; i < 2; i++) {
      String json = new String(Base64.getUrlDecoder().decode(parts[i]), StandardCharsets.UTF_8);
      List<String> names = new ArrayList<>(Json.MAPPER.readTree(json).propertyNames());
      assertThat(names).isSorted();
    }
  }

  @Test
  void withoutACheckTheSubjectEndsOpen() throws Exception {
    JWTClaimsSet claims = buy("{\"Audience\":\"x\",\"unknown\":1}").getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo("repo:acme/team/app:branch:feat/x:check:");
    assertThat(claims.getStringClaim("check_name")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "push, post-submit",
    "proposal, pre-submit",
    "proposal_synchronized, pre-submit",
    "schedule, schedule",
    "manual, manual",
    "tomorrow, unknown",
  })
  void theRefTypeFollowsFromTheTrigger(String trigger, String refType) throws Exception {
    ClaimedJobRow row = ClaimedJobRow.insert(database, "solo", "main", trigger);
    JWTClaimsSet claims = buy(row, "{\"audience\":\"x\"}").getJWTClaimsSet();
    assertThat(claims.getStringClaim("ref_type")).isEqualTo(refType);
    assertThat(claims.getStringClaim("org")).isEqualTo("solo");
  }

  @Test
  void theJobsPermissionsAreInTheToken() throws Exception {
    ClaimedJobRow row = ClaimedJobRow.insert(database, "acme/p", "main", "push");
    database.execute(
        "update ci_jobs set permissions = '{checks,contents}' where id = '" + row.id() + "'");
    assertThat(buy(row, "{\"audience\":\"x\"}").getJWTClaimsSet().getStringListClaim("permissions"))
        .containsExactly("checks", "contents");
    database.execute("update ci_jobs set permissions = '{}' where id = '" + row.id() + "'");
    assertThat(buy(row, "{\"audience\":\"x\"}").getJWTClaimsSet().getStringListClaim("permissions"))
        .containsExactly("checks");
  }

  @Test
  void everyTokenIsInTheAudit() throws Exception {
    String jti = buy("{\"audience\":\"audited\"}").getJWTClaimsSet().getJWTID();
    assertThat(
            database.queryText(
                """
                select job_id || ' ' || audience || ' '
                  || (expires_at between now() + interval '59 min' and now() + interval '1 hour')
                from ci_oidc_tokens where jti = '%s'
                """
                    .formatted(jti)))
        .isEqualTo(job.id() + " audited true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|invalid request body",
        "[]|invalid request body",
        "{\"audience\":7}|invalid request body",
        "{\"audience\":\"x\"} more|invalid request body",
        "{\"audience\":\"x\",\"check_name\":{}}|invalid request body",
        "{\"audience\":\"\\u0000\"}|invalid request body",
        "null|audience is required",
        "{}|audience is required",
        "{\"audience\":\"\"}|audience is required",
      })
  void refusesABodyThatNamesNoAudience(String body, String message) throws Exception {
    HttpResponse<String> answer = issuer.token(job.token().plaintext(), body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(message + "\n");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void readsOnlyTheBeginningOfALongBody() throws Exception {
    String padding = " ".repeat(64 << 10);
    String token = job.token().plaintext();
    assertThat(issuer.token(token, padding + "{\"audience\":\"x\"}").body())
        .isEqualTo("invalid request body\n");
    assertThat(issuer.token(token, "{\"audience\":\"x\"}" + padding + "junk").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request_token_exp = now()",
        "status = 'passed'",
        "status = 'queued'",
        "request_token = null"
      })
  void aTokenWithoutAClaimedJobIsWorthNothing(String change) throws Exception {
    ClaimedJobRow row = ClaimedJobRow.insert(database, "acme/over", "main", "push");
    database.execute("update ci_jobs set " + change + " where id = '" + row.id() + "'");
    HttpResponse<String> answer = issuer.token(row.token().plaintext(), "{}");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("unauthorized\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer x", "x", "Bearer nobody"})
  void theTokenIsAskedForBeforeTheBody(String authorization) throws Exception {
    HttpResponse<String> answer =
        issuer.send("POST", "/ci/token", "nonsense", "Authorization", authorization);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("unauthorized\n");
  }

  @Test
  void theHashIsNoToken() throws Exception {
    assertThat(issuer.token(job.token().hash(), "{\"audience\":\"x\"}").statusCode())
        .isEqualTo(401);
  }

  private SignedJWT buy(String body) throws Exception {
    return buy(job, body);
  }

  private SignedJWT buy(ClaimedJobRow row, String body) throws Exception {
    HttpResponse<String> answer = issuer.token(row.token().plaintext(), body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body()).matches("\\{\"token\":\"[^\"]+\"}\n");
    return SignedJWT.parse(Json.MAPPER.readTree(answer.body()).get("token").asString());
  }
}
