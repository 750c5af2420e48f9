package dev.docstore.server.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.docstore.common.token.RequestToken;
import dev.docstore.testkit.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A server that is not in development mode: people come with assertions of a proxy, CI jobs with
 * signed tokens. Most tests of a JVM share one.
 */
public final class SecuredServer implements AutoCloseable {
  public static final String PROXY = "https://cloud.google.com/iap";
  public static final String PROXY_AUDIENCE = "/projects/1/apps/docstore";
  public static final String ISSUER = "https://oidc.example.com";

  /** Our scheduler's identity. */
  public static final String SERVICE = "scheduler@example.com";

  /** Key of presigned archives. */
  public static final String ARCHIVE_KEY = "test-secret";

  private static final SecuredServer SHARED =
      new SecuredServer(TestDatabase.forThisJvm(), Map.of());

  private final AtomicInteger orgs = new AtomicInteger();
  private final KeyServer proxyKeys = new KeyServer();
  private final KeyServer jobKeys = new KeyServer();
  private final TestServer server;

  private SecuredServer(TestDatabase database, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DEV_IDENTITY", "");
    environment.put("IAP_AUDIENCE", PROXY_AUDIENCE);
    environment.put("IAP_JWKS_URL", proxyKeys.url().toString());
    environment.put("OIDC_ISSUER", ISSUER);
    environment.put("OIDC_JWKS_URL", jobKeys.url().toString());
    environment.put("SERVICE_IDENTITIES", SERVICE);
    environment.put("ARCHIVE_BASE_URL", "https://docstore.example.com/");
    environment.put(
        "ARCHIVE_HMAC_SECRET",
        Base64.getEncoder().encodeToString(ARCHIVE_KEY.getBytes(StandardCharsets.UTF_8)));
    environment.putAll(variables);
    server = TestServer.start(database, environment);
  }

  /** A server of one's own, with further variables of the environment. */
  public static SecuredServer start(TestDatabase database, Map<String, String> variables) {
    return new SecuredServer(database, variables);
  }

  public static SecuredServer shared() {
    return SHARED;
  }

  public KeyServer proxyKeys() {
    return proxyKeys;
  }

  public KeyServer jobKeys() {
    return jobKeys;
  }

  /** Base URL without trailing slash. */
  public URI url() {
    return server.url();
  }

  public <T> T bean(Class<T> type) {
    return server.bean(type);
  }

  /** A client without any credential that counts here. */
  public Api nobody() {
    return server.as("nobody@example.com");
  }

  /** A person, signed in through the proxy. */
  public Api person(String email) {
    return assertion(proxyKeys.sign(person().claim("email", email).build()));
  }

  /** A client with that assertion. */
  public Api assertion(String token) {
    return nobody().with("X-Goog-IAP-JWT-Assertion", token);
  }

  /** The claims of a good assertion, but for the e-mail address. */
  public static JWTClaimsSet.Builder person() {
    return new JWTClaimsSet.Builder()
        .issuer(PROXY)
        .audience(PROXY_AUDIENCE)
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  /** The global admin. */
  public Api admin() {
    return person(TestServer.ADMIN);
  }

  /** An org and a repo that no other test uses; the global admin is its admin. */
  public String newRepo() {
    String org = "secured" + orgs.incrementAndGet();
    admin().post("/orgs", "{\"name\":\"%s\"}".formatted(org)).expect(201);
    admin().post("/repos", "{\"owner\":\"%s\",\"name\":\"app\"}".formatted(org)).expect(201);
    return org + "/app";
  }

  /** A CI job that a worker works on. */
  public final class Job {
    private final String repo;
    private final String branch;
    private final long sequence;
    private final RequestToken secret = RequestToken.random();
    private final String id;

    private Job(String repo, String branch, long sequence, String trigger, String... permissions) {
      this.repo = repo;
      this.branch = branch;
      this.sequence = sequence;
      this.id =
          bean(JdbcClient.class)
              .sql(
                  """
                  insert into ci_jobs (repo, branch, sequence, status, claimed_at, trigger_type,
                                       trigger_branch, trigger_base_branch, permissions,
                                       request_token, request_token_exp)
                  values (?, ?, ?, 'claimed', now(), ?, ?, 'release', ?, ?, now() + interval '1 day')
                  returning id::text
                  """)
              .params(repo, branch, sequence, trigger, branch, permissions, secret.hash())
              .query(String.class)
              .single();
    }

    public String id() {
      return id;
    }

    public RequestToken secret() {
      return secret;
    }

    public String subject() {
      return "repo:%s:branch:%s:check:".formatted(repo, branch);
    }

    /** The claims of a good token. */
    public JWTClaimsSet.Builder claims() {
      return new JWTClaimsSet.Builder()
          .issuer(ISSUER)
          .audience("docstore")
          .subject(subject())
          .expirationTime(Date.from(Instant.now().plusSeconds(600)))
          .claim("job_id", id)
          .claim("repo", repo)
          .claim("branch", branch)
          .claim("sequence", sequence);
    }

    /** A client with the job's token. */
    public Api api() {
      return bearer(jobKeys.sign(claims().build()));
    }

    /** The job reaches another state. */
    public Job become(String status) {
      bean(JdbcClient.class)
          .sql("update ci_jobs set status = cast(? as ci_job_status) where id = cast(? as uuid)")
          .params(status, id)
          .update();
      return this;
    }
  }

  /** A push job. */
  public Job newJob(String repo, String branch, long sequence, String... permissions) {
    return new Job(repo, branch, sequence, "push", permissions);
  }

  /** A job of a proposal whose base is not the default branch. */
  public Job newProposalJob(String repo, String branch, long sequence, String... permissions) {
    return new Job(repo, branch, sequence, "proposal", permissions);
  }

  /** A client with that bearer token and nothing else. */
  public Api bearer(String token) {
    return nobody().with("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    server.close();
    proxyKeys.close();
    jobKeys.close();
  }
}
