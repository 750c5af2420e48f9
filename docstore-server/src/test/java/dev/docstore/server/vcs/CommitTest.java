package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Spec 01 §9; page 00 B3–B5. */
class CommitTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void theFirstContentTypeOfAVersionStays() {
    for (String type : new String[] {"text/x-first", "text/x-second"}) {
      repo.post(
              "commit",
              "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"a\",\"content\":\"eA==\",\"content_type\":\"%s\"}]}"
                  .formatted(type))
          .expect(201);
    }
    assertThat(repo.get("file/a").json().get("content_type").asString()).isEqualTo("text/x-first");
  }

  @Test
  void aDraftTakesCommits() {
    repo.post("branch", "{\"name\":\"draft\",\"draft\":true}").expect(201);
    assertThat(repo.commit("draft", "a", "1")).isEqualTo(1);
  }

  @Test
  void ifMatchIsTheBranchAsItWasSeen() {
    String seen = repo.etag("main");
    assertThat(seen)
        .isEqualTo(
            "\""
                + ContentHash.of((repo.name() + ":main:0").getBytes(StandardCharsets.UTF_8))
                + "\"");
    String body = TestRepo.commitBody("main", "a", "1");
    repo.send("POST", "commit", body, "If-Match", seen).expect(201);
    repo.send("POST", "commit", body, "If-Match", seen)
        .expectError(412, "PRECONDITION_FAILED", "ETag mismatch");
    repo.send("POST", "commit", body, "If-Match", "W/" + repo.etag("main")).expect(412);
    repo.send("POST", "commit", body, "If-Match", repo.etag("main") + ", \"x\"").expect(412);
    repo.send("POST", "commit", body, "If-Match", "*").expect(201);
    repo.send("POST", "commit", body, "If-Match", "").expect(201);
    repo.send("POST", "commit", TestRepo.commitBody("nowhere", "a", "1"), "If-Match", seen)
        .expect(404);
  }

  @Test
  void anExecutableIsSoInTreeChainAndHash() {
    String version =
        repo.post(
                "commit",
                "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"run\",\"content\":\"eA==\",\"mode\":\"100755\"},{\"path\":\"plain\",\"content\":\"eA==\",\"mode\":\"100644\"}]}")
            .expect(201)
            .json()
            .get("files")
            .get(0)
            .get("version_id")
            .asString();
    String hash = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    assertThat(repo.get("tree").text())
        .isEqualTo(
            "[{\"path\":\"plain\",\"version_id\":\"%s\",\"content_hash\":\"%s\"},{\"path\":\"run\",\"version_id\":\"%s\",\"content_hash\":\"%s\",\"mode\":\"100755\"}]\n"
                .formatted(version, hash, version, hash));
    assertThat(repo.get("chain?from=1&to=1").json().get(0).get("files").toString())
        .isEqualTo(
            "[{\"path\":\"plain\",\"content_hash\":\"%s\"},{\"path\":\"run\",\"content_hash\":\"%s\",\"mode\":\"100755\"}]"
                .formatted(hash, hash));
    assertThat(repo.get("file/run").json().get("mode").asString()).isEqualTo("100755");
    assertThat(repo.get("file/plain").json().has("mode")).isFalse();
    SuspiciousClient.verify(repo);
  }

  @Test
  void aModeAloneIsAChange() {
    repo.commit("main", "run", "x");
    repo.post(
            "commit",
            "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"run\",\"content\":\"eA==\",\"mode\":\"100755\"}]}")
        .expect(201);
    assertThat(repo.get("tree?at=1").text()).doesNotContain("100755");
    assertThat(repo.get("tree").text()).contains("100755");
  }

  @Test
  void showsACommit() {
    repo.commit("main", "b", "1", "a", null);
    JsonNode commit = repo.get("commit/1").expect(200).json();
    assertThat(commit.propertyNames())
        .containsExactly("sequence", "branch", "message", "author", "created_at", "files");
    assertThat(commit.get("files").get(0).propertyNames())
        .containsExactly("commit_id", "path", "version_id");
    assertThat(commit.get("files").get(0).get("path").asString()).isEqualTo("a");
    assertThat(commit.get("files").get(0).get("version_id").isNull()).isTrue();
    repo.get("commit/%2B01").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.0", "9223372036854775808", "%20"})
  void aSequenceIsANumber(String sequence) {
    repo.get("commit/" + sequence).expectError(400, "BAD_REQUEST", "invalid sequence number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1", "9223372036854775807"})
  void anUnknownSequenceIsNotFound(String sequence) {
    repo.get("commit/" + sequence).expectError(404, "NOT_FOUND", "commit not found");
  }

  @Test
  void listsTheHistoryOfABranchNewestFirst() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "a", "2");
    repo.commit("main", "c", "3");
    JsonNode commits = repo.get("commits?branch=b").expect(200).json();
    assertThat(commits.valueStream().map(c -> c.get("sequence").asLong())).containsExactly(2L, 1L);
    assertThat(commits.get(0).get("branch").asString()).isEqualTo("b");
    assertThat(commits.get(1).get("branch").asString()).isEqualTo("main");
    assertThat(repo.get("commits?branch=b&after=2&limit=1").json().get(0).get("sequence").asLong())
        .isEqualTo(1);
    assertThat(repo.get("commits?branch=nowhere").expect(200).text()).isEqualTo("[]\n");
  }

  @Test
  void somebodyWithoutARoleIsToldNothing() {
    Api stranger = SERVER.as("stranger@example.com");
    repo.via(stranger)
        .post("commit", TestRepo.commitBody("main", "a", "1"))
        .expectError(403, "FORBIDDEN", "forbidden");
  }
}
