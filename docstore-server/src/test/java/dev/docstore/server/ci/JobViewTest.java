package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.SecuredServer.Job;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JobViewTest {
  private static final SecuredServer SERVER = SecuredServer.shared();

  private final Api admin = SERVER.admin();
  private final String repo = SERVER.newRepo();
  private final String jobs = "/repos/" + repo + "/-/ci-jobs";

  @Test
  void listsTheJobsOfARepoFromTheNewest() {
    Job first = SERVER.newJob(repo, "main", 1, "checks");
    Job second = SERVER.newJob(repo, "fix", 2, "checks").become("passed");
    SERVER.newJob(SERVER.newRepo(), "main", 1, "checks");

    assertThat(ids(admin.get(jobs))).containsExactly(second.id(), first.id());
    assertThat(ids(admin.get(jobs + "?branch=main"))).containsExactly(first.id());
    assertThat(ids(admin.get(jobs + "?status=passed"))).containsExactly(second.id());
    assertThat(ids(admin.get(jobs + "?limit=1"))).containsExactly(second.id());
    assertThat(ids(admin.get(jobs + "?after=" + second.id()))).containsExactly(first.id());
  }

  @Test
  void showsAJobWithoutItsSecrets() {
    Job job = SERVER.newJob(repo, "main", 3, "checks", "contents");

    JsonNode shown = admin.get("/ci-jobs/" + job.id()).expect(200).json();

    assertThat(shown.propertyNames())
        .containsExactly(
            "id",
            "repo",
            "branch",
            "sequence",
            "status",
            "claimed_at",
            "created_at",
            "trigger_type",
            "trigger_branch",
            "trigger_base_branch",
            "permissions",
            "attempt");
    assertThat(shown.get("status").asString()).isEqualTo("claimed");
    assertThat(shown.get("permissions").toString()).isEqualTo("[\"checks\",\"contents\"]");
  }

  @Test
  void saysWhatIsWrongWithAQuery() {
    admin
        .get(jobs + "?status=lost")
        .expectError(
            400,
            "BAD_REQUEST",
            "invalid 'status' parameter: must be one of queued, claimed, passed, failed");
    for (String limit : new String[] {"0", "201", "x"}) {
      admin
          .get(jobs + "?limit=" + limit)
          .expectError(400, "BAD_REQUEST", "invalid 'limit' parameter: must be between 1 and 200");
    }
  }

  @Test
  void showsAJobOnlyToWhoMayReadItsRepo() {
    Job job = SERVER.newJob(repo, "main", 1, "checks");

    SERVER
        .person("stranger@example.com")
        .get("/ci-jobs/" + job.id())
        .expectError(403, "FORBIDDEN", "forbidden: no access to repo");
    admin.get("/ci-jobs/nonsense").expectError(404, "NOT_FOUND", "ci job not found");
    admin
        .get("/ci-jobs/00000000-0000-4000-8000-000000000000")
        .expectError(404, "NOT_FOUND", "ci job not found");
  }

  @Test
  void theJobsOfADeletedRepoStopAndStayHidden() {
    Job job = SERVER.newJob(repo, "main", 1, "checks");
    Api token = job.api();
    String org = repo.substring(0, repo.indexOf('/'));
    admin.delete("/repos/" + repo).expect(204);
    admin.post("/repos", "{\"owner\":\"%s\",\"name\":\"app\"}".formatted(org)).expect(201);

    token.get("/repos/" + repo + "/-/branches").expect(401);
    SERVER
        .bearer(job.secret().plaintext())
        .post("/repos/" + repo + "/-/archive/presign", "")
        .expect(401);
    assertThat(admin.get(jobs).text()).isEqualTo("{\"jobs\":[]}\n");
    admin.get("/ci-jobs/" + job.id()).expectError(404, "NOT_FOUND", "ci job not found");
  }

  private static List<String> ids(Answer answer) {
    return answer.expect(200).json().at("/jobs").findValuesAsString("id");
  }
}
