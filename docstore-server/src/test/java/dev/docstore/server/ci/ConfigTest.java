package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;

class ConfigTest {
  private static final String CONFIG = ".docstore/ci.yaml";

  private final TestRepo repo = TestRepo.newOn(TestServer.shared());

  private static void expectContent(Answer answer, String text) {
    assertThat(answer.expect(200).json().get("content").asString()).isEqualTo(Api.base64(text));
    assertThat(answer.json().get("path").asString()).isEqualTo(CONFIG);
  }

  @Test
  void answersWhatTheBranchHas() {
    repo.commit("main", CONFIG, "one");
    repo.commit("main", CONFIG, "two");
    repo.fork("feature");
    repo.commit("feature", CONFIG, "three");

    expectContent(repo.get("ci/config"), "two");
    expectContent(repo.get("ci/config?at=1"), "one");
    expectContent(repo.get("ci/config?branch=feature"), "three");
  }

  @Test
  void refusesWhatIsNotThere() {
    repo.get("ci/config").expectError(404, "NOT_FOUND", "not found");
    repo.get("ci/config?branch=nowhere").expectError(404, "NOT_FOUND", "not found");
    repo.get("ci/config?at=x").expectError(400, "BAD_REQUEST", "invalid 'at' parameter");
  }

  @Test
  void refusesAFileThatNobodyCouldParse() {
    repo.commit("main", CONFIG, "#".repeat((1 << 20) + 1));

    repo.get("ci/config").expect(413);
  }

  @Test
  void aJobGetsThatOfItsOwnCommitWhateverItAsksFor() {
    SecuredServer secured = SecuredServer.shared();
    String name = secured.newRepo();
    secured.admin().commit(name, "main", CONFIG, "one");
    secured.admin().commit(name, "main", CONFIG, "two");
    Api job = secured.newJob(name, "main", 1, "checks").api();

    expectContent(job.get("/repos/" + name + "/-/ci/config"), "one");
    expectContent(job.get("/repos/" + name + "/-/ci/config?branch=main&at=2"), "one");
  }
}
