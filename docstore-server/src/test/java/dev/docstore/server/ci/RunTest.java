package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunTest {
  private static final TestServer SERVER = TestServer.shared();

  private final TestRepo repo = TestRepo.newOn(SERVER);

  private JsonNode job(JsonNode started) {
    return SERVER.api().get("/ci-jobs/" + started.get("run_id").asString()).expect(200).json();
  }

  @Test
  void queuesAJobForTheHeadOfTheBranch() {
    repo.commit("main", "a", "1");
    repo.fork("feature/x");
    repo.commit("feature/x", "a", "2");

    JsonNode job = job(repo.post("ci/run", "{\"branch\":\"feature/x\"}").expect(201).json());

    assertThat(job.get("repo").asString()).isEqualTo(repo.name());
    assertThat(job.get("branch").asString()).isEqualTo("feature/x");
    assertThat(job.get("sequence").asLong()).isEqualTo(2);
    assertThat(job.get("status").asString()).isEqualTo("queued");
    assertThat(job.get("trigger_type").asString()).isEqualTo("manual");
    assertThat(job.get("permissions").toString()).isEqualTo("[\"checks\"]");
  }

  @Test
  void meansMainWhereNoBranchIsNamed() {
    repo.commit("main", "a", "1");

    for (String body : new String[] {"{}", "{\"branch\":\"\"}", "{\"branch\":null}"}) {
      JsonNode job = job(repo.post("ci/run", body).expect(201).json());
      assertThat(job.get("branch").asString()).isEqualTo("main");
      assertThat(job.get("sequence").asLong()).isEqualTo(1);
    }
  }

  @Test
  void refusesAnUnknownBranchAndAMissingBody() {
    repo.post("ci/run", "{\"branch\":\"nowhere\"}")
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    repo.post("ci/run", "").expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @Test
  void aJobMayAskForARunIfItHoldsThePermission() {
    SecuredServer secured = SecuredServer.shared();
    String name = secured.newRepo();
    String route = "/repos/" + name + "/-/ci/run";

    secured.newJob(name, "main", 0, "checks", "ci").api().post(route, "{}").expect(201);
    secured.newJob(name, "main", 0, "checks").api().post(route, "{}").expect(403);
  }
}
