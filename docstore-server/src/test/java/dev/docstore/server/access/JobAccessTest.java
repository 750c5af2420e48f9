package dev.docstore.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.KeyServer;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.SecuredServer.Job;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

class JobAccessTest {
  private static final SecuredServer SERVER = SecuredServer.shared();
  private static final String NOT_PERMITTED =
      "forbidden: job token not permitted for this endpoint";
  private static final String OWN_REPO = "forbidden: job may only write to its own repo";

  private final String repo = SERVER.newRepo();
  private final String url = "/repos/" + repo + "/-/";

  @Test
  void aJobReportsAsItsSubject() {
    Job job = SERVER.newJob(repo, "main", 0, "checks");

    job.api().post(url + "check", check("main", "build", "passed")).expect(201);

    assertThat(job.api().get(url + "branch/main/checks").json().at("/0/reporter").asString())
        .isEqualTo(job.subject());
  }

  @Test
  void aJobReadsItsOwnRepoOnly() {
    Api job = SERVER.newJob(repo, "main", 0, "checks").api();
    String other = SERVER.newRepo();

    job.get(url + "branches").expect(200);
    job.get("/repos/" + repo).expect(200);
    job.get("/repos/" + other + "/-/branches").expectError(403, "FORBIDDEN", "forbidden");
    job.get("/repos/" + other).expectError(404, "REPO_NOT_FOUND", "repo not found");
    job.get(url + "roles").expectError(403, "FORBIDDEN", "forbidden");
    job.get("/orgs").expectError(403, "FORBIDDEN", NOT_PERMITTED);
    job.get("/repos").expectError(403, "FORBIDDEN", NOT_PERMITTED);
  }

  @Test
  void aJobWritesToItsOwnRepoOnly() {
    Api job = SERVER.newJob(repo, "main", 0, "checks").api();
    String other = SERVER.newRepo();

    job.post("/repos/" + other + "/-/check", check("main", "build", "passed"))
        .expectError(403, "FORBIDDEN", OWN_REPO);
    job.delete("/repos/" + other).expectError(403, "FORBIDDEN", OWN_REPO);
    job.delete("/repos/" + repo).expectError(403, "FORBIDDEN", NOT_PERMITTED);
    job.post("/orgs", "{\"name\":\"evil\"}").expectError(403, "FORBIDDEN", NOT_PERMITTED);
  }

  @Test
  void permissionsOpenWhatTheyNameAndNothingElse() {
    Api checks = SERVER.newJob(repo, "main", 0, "checks").api();
    Api proposals = SERVER.newJob(repo, "main", 0, "checks", "proposals").api();
    String review = "{\"branch\":\"main\",\"status\":\"rejected\"}";

    checks.post(url + "review", review).expectError(403, "FORBIDDEN", NOT_PERMITTED);
    proposals.post(url + "review", review).expect(201);
    proposals.post(url + "branch", "{\"name\":\"x\"}").expectError(403, "FORBIDDEN", NOT_PERMITTED);
    proposals
        .send("PUT", url + "roles/x@example.com", "{\"role\":\"admin\"}")
        .expectError(403, "FORBIDDEN", NOT_PERMITTED);
    proposals
        .post(url + "checks/retry", "{\"branch\":\"main\"}")
        .expectError(403, "FORBIDDEN", NOT_PERMITTED);
  }

  @Test
  void aJobWithTheirPermissionWritesIssuesButEditsOnlyItsOwn() {
    Api checks = SERVER.newJob(repo, "main", 0, "checks", "proposals").api();
    Api issues = SERVER.newJob(repo, "main", 0, "checks", "issues").api();
    SERVER.admin().post(url + "issues", "{\"title\":\"theirs\"}").expect(201);
    String own = "{\"title\":\"mine\"}";

    checks.post(url + "issues", own).expectError(403, "FORBIDDEN", NOT_PERMITTED);
    issues.post(url + "issues", own).expect(201);
    issues.post(url + "issues/1/comments", "{\"body\":\"seen\"}").expect(201);
    issues.post(url + "issues/2/close", "").expect(200);
    issues
        .post(url + "issues/1/close", "")
        .expectError(403, "FORBIDDEN", "forbidden: must be issue author or maintainer");
    issues
        .post(url + "proposals", "{\"branch\":\"main\",\"title\":\"t\"}")
        .expectError(403, "FORBIDDEN", NOT_PERMITTED);
    checks.post(url + "proposals", "{\"branch\":\"main\",\"title\":\"t\"}").expect(201);
  }

  @Test
  void onlyTheDefaultBranchMakesAJobMoreThanAWriter() {
    Api proposed = SERVER.newProposalJob(repo, "main", 0, "checks", "contents").api();
    Api trusted = SERVER.newJob(repo, "main", 0, "checks", "contents").api();
    String merge = "{\"branch\":\"nowhere\"}";

    proposed.post(url + "merge", merge).expectError(403, "FORBIDDEN", "forbidden");
    proposed.post(url + "branch", "{\"name\":\"from-job\"}").expect(201);
    trusted.post(url + "merge", merge).expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    trusted
        .post(url + "purge", "{\"older_than\":\"1d\"}")
        .expectError(403, "FORBIDDEN", "forbidden");
  }

  @Test
  void aTokenIsWorthNoMoreThanItsJob() {
    Job job = SERVER.newJob(repo, "main", 0, "checks");
    Api api = job.api();
    api.get(url + "branches").expect(200);

    job.become("passed");

    refused(api);
  }

  @Test
  void refusesTokensThatDoNotHold() {
    Job job = SERVER.newJob(repo, "main", 0, "checks");
    KeyServer keys = SERVER.jobKeys();

    refused(SERVER.bearer(keys.sign(job.claims().audience("elsewhere").build())));
    refused(
        SERVER.bearer(
            keys.sign(
                job.claims().expirationTime(Date.from(Instant.now().minusSeconds(2))).build())));
    refused(SERVER.bearer(keys.sign(job.claims().claim("job_id", null).build())));
    refused(SERVER.bearer(keys.sign(job.claims().claim("job_id", "not-a-uuid").build())));
    refused(SERVER.bearer(keys.sign(job.claims().claim("repo", "other/repo").build())));
    refused(SERVER.bearer(KeyServer.sign(keys.ecKey(), job.claims().build())));
    refused(SERVER.bearer(SERVER.proxyKeys().sign(job.claims().build())));
  }

  @Test
  void aJobTokenThatDoesNotHoldBecomesNobodyElse() {
    Job job = SERVER.newJob(repo, "main", 0, "checks").become("failed");
    String token = SERVER.jobKeys().sign(job.claims().build());

    refused(SERVER.admin().with("Authorization", "Bearer " + token));
  }

  private void refused(Api api) {
    api.get(url + "branches").expectError(401, "UNAUTHORIZED", "unauthenticated");
  }

  private static String check(String branch, String name, String status) {
    return "{\"branch\":\"%s\",\"check_name\":\"%s\",\"status\":\"%s\"}"
        .formatted(branch, name, status);
  }
}
