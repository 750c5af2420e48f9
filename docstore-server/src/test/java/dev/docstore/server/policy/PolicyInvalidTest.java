package dev.docstore.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Multipart;
import dev.docstore.server.testing.Parallel;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Page 00 D1, D2: policies that do not compile. */
class PolicyInvalidTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String BROKEN = "package docstore.p\n\nallow if {\n";
  private static final String FINE = "package docstore.p\n\nallow := true\n";

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    repo.commit("main", "f", "main's");
  }

  private Answer commit(String branch, String... files) {
    return repo.post("commit", TestRepo.commitBody(branch, files));
  }

  private static void expectInvalid(Answer answer, String... paths) {
    JsonNode body = answer.expect(422).json();
    assertThat(body.get("code").asString()).isEqualTo("POLICY_INVALID");
    assertThat(body.get("error").asString()).contains(paths[0] + ":");
    assertThat(body.get("problems").findValuesAsString("path")).contains(paths);
    assertThat(body.get("problems").valueStream())
        .allSatisfy(
            problem -> {
              assertThat(problem.get("line").asInt()).isPositive();
              assertThat(problem.get("message").asString()).isNotEmpty();
            });
  }

  @Test
  void aCommitToMainIsRefusedWithFileAndLine() {
    expectInvalid(
        commit("main", ".docstore/policy/p.rego", BROKEN, "g", "not stored either"),
        ".docstore/policy/p.rego");
    assertThat(repo.paths("")).containsExactly("f");
    commit("main", ".docstore/policy/p.rego", FINE).expect(201);
  }

  @Test
  void aCommitInPartsIsRefusedToo() {
    Multipart body =
        new Multipart()
            .part(
                "commit",
                "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\".docstore/policy/p.rego\",\"part\":\"p\"}]}")
            .part("p", BROKEN);
    expectInvalid(
        SERVER
            .api()
            .with("Content-Type", Multipart.CONTENT_TYPE)
            .send("POST", repo.path("commit"), BodyPublishers.ofByteArray(body.bytes())),
        ".docstore/policy/p.rego");
  }

  @Test
  void aBranchMayHoldWhatItLikesButNotMergeIt() {
    repo.fork("b");
    commit("b", ".docstore/policy/sub/p.rego", BROKEN).expect(201);

    expectInvalid(repo.merge("b"), ".docstore/policy/sub/p.rego");
    expectInvalid(
        repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true}"), ".docstore/policy/sub/p.rego");
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("active");

    commit("b", ".docstore/policy/sub/p.rego", FINE).expect(201);
    repo.merge("b").expect(200);
  }

  @Test
  void testsAndOtherFilesAreNoPolicies() {
    commit(
            "main",
            ".docstore/policy/p_test.rego",
            BROKEN,
            ".docstore/policy/README.md",
            BROKEN,
            ".docstore/policy.rego",
            BROKEN)
        .expect(201);
    repo.fork("b");
    assertThat(repo.get("branch/b/status").expect(200).json().get("policies")).isEmpty();
  }

  @Test
  void aLibraryIsSharedAndTakenAwayOnlyUnused() {
    commit(
            "main",
            ".docstore/policy/lib/names.rego",
            "package docstore.lib.names\n\nis_bot(name) if startswith(name, \"bot\")\n",
            ".docstore/policy/p.rego",
            "package docstore.p\n\nimport data.docstore.lib.names\n\nallow if not names.is_bot(input.actor)\n")
        .expect(201);
    repo.fork("b");
    assertThat(repo.get("branch/b/status").expect(200).json().get("policies").toString())
        .isEqualTo("[{\"name\":\"p\",\"pass\":true,\"reason\":\"\"}]");
  }

  @Test
  void aGroupOfCommitsLosesOnlyTheBrokenOnes() throws Exception {
    List<Answer> answers =
        Parallel.together(
            12,
            i ->
                commit(
                    "main",
                    i % 3 == 0 ? ".docstore/policy/p" + i + ".rego" : "file" + i,
                    i % 6 == 0 ? BROKEN : FINE));
    assertThat(IntStream.range(0, 12).mapToObj(i -> answers.get(i).status()))
        .containsExactly(422, 201, 201, 201, 201, 201, 422, 201, 201, 201, 201, 201);
  }

  @Test
  void whatIsBrokenOnMainAllTheSameBlocksAndSaysSo() {
    commit("main", "later.rego", BROKEN).expect(201);
    // As an older version of the server would have let through.
    SERVER
        .bean(JdbcClient.class)
        .sql(
            """
            update file_commits set path = '.docstore/policy/p.rego'
            where path = 'later.rego' and repo_id = (select id from repos where name = ?)
            """)
        .param(repo.name())
        .update();
    repo.fork("b");

    JsonNode status = repo.get("branch/b/status").expect(200).json();
    assertThat(status.get("mergeable").asBoolean()).isFalse();
    assertThat(status.get("blockers").findValuesAsString("kind")).contains("policy_invalid");
    assertThat(status.get("policies").findValuesAsString("name"))
        .containsExactly(".docstore/policy/p.rego");
    assertThat(repo.merge("b").expect(403).json().get("policies").findValuesAsString("reason"))
        .singleElement()
        .asString()
        .startsWith("policy does not compile: line ");

    commit("main", ".docstore/policy/p.rego", FINE).expect(201);
    repo.merge("b").expect(200);
  }

  @Test
  void aPolicyThatFailsIsANo() {
    commit(
            "main",
            ".docstore/policy/p.rego",
            "package docstore.p\n\nallow := input.draft\n\nallow := \"both\" if true\n")
        .expect(201);
    repo.fork("b");

    JsonNode status = repo.get("branch/b/status").expect(200).json();
    assertThat(status.get("mergeable").asBoolean()).isFalse();
    assertThat(status.get("blockers").findValuesAsString("kind")).containsExactly("policy_error");
    assertThat(repo.merge("b").expect(403).json().get("policies").get(0).get("reason").asString())
        .startsWith("policy evaluation error in .docstore/policy/p.rego: ");
  }
}
