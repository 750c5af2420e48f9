package dev.docstore.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.SecuredServer;
import org.junit.jupiter.api.Test;

class ReporterTest {
  private static final SecuredServer SERVER = SecuredServer.shared();

  private final String repo = SERVER.newRepo();
  private final Api admin = SERVER.admin();
  private final Api job = SERVER.newJob(repo, "main", 5, "checks").api();

  @Test
  void aPersonDoesNotOverwriteWhatCiSaid() {
    report(job, "build", "failed", "").expect(201);

    report(admin, "build", "passed", ",\"sequence\":5")
        .expectError(
            409,
            "CONFLICT",
            "CI reported this check; its result cannot be overwritten, only retried");
    report(admin, "build", "passed", ",\"sequence\":5,\"attempt\":2").expect(201);
    report(job, "build", "passed", "").expect(201);
  }

  @Test
  void ciOverwritesWhatAPersonSaid() {
    report(admin, "build", "passed", ",\"sequence\":5").expect(201);

    report(job, "build", "failed", "").expect(201);

    Answer checks = admin.get("/repos/" + repo + "/-/branch/main/checks");
    assertThat(checks.json().at("/0/status").asString()).isEqualTo("failed");
  }

  @Test
  void aJobSpeaksOfItsOwnCommit() {
    assertThat(report(job, "build", "passed", "").expect(201).json().get("sequence").asLong())
        .isEqualTo(5);
    report(job, "build", "passed", ",\"sequence\":5").expect(201);
    report(job, "build", "passed", ",\"sequence\":6")
        .expectError(
            403,
            "FORBIDDEN",
            "forbidden: job may only report checks of its own branch and sequence");
    Api elsewhere = SERVER.newJob(repo, "fix", 5, "checks").api();
    report(elsewhere, "build", "passed", "").expect(403);
  }

  @Test
  void ourServicesReportTheConfigurationAndNothingElse() {
    Api scheduler = SERVER.person(SecuredServer.SERVICE);

    report(scheduler, "ci/config", "failed", "").expect(201);
    report(scheduler, "build", "passed", "").expectError(403, "FORBIDDEN", "forbidden");
    report(admin, "ci/config", "passed", "").expect(409);
    scheduler.get("/repos/" + repo + "/-/branches").expect(200);
    scheduler
        .post("/repos/" + repo + "/-/review", "{\"branch\":\"main\",\"status\":\"rejected\"}")
        .expectError(403, "FORBIDDEN", "forbidden");
  }

  private Answer report(Api api, String check, String status, String more) {
    return api.post(
        "/repos/" + repo + "/-/check",
        "{\"branch\":\"main\",\"check_name\":\"%s\",\"status\":\"%s\"%s}"
            .formatted(check, status, more));
  }
}
