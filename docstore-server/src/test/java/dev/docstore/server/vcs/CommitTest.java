package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Spec 01 §9 and its rows of §19; page 00 B3–B5. */
class CommitTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void row3_theAuthorIsTheCaller() {
    long sequence =
        repo.post(
                "commit",
                "{\"branch\":\"main\",\"message\":\"m\",\"author\":\"mallory\",\"repo\":\"x\",\"files\":[{\"path\":\"a\",\"content\":\"\"}]}")
            .expect(201)
            .json()
            .get("sequence")
            .asLong();
    assertThat(repo.get("commit/" + sequence).json().get("author").asString())
        .isEqualTo(TestServer.ADMIN);
  }

  @Test
  void row4_firstCommitOfAFile() {
    Answer answer =
        repo.post("commit", TestRepo.commitBody("main", "hello.txt", "hello")).expect(201);
    JsonNode commit = answer.json();
    String version = commit.get("files").get(0).get("version_id").asString();
    assertThat(UUID.fromString(version).version()).isEqualTo(4);
    assertThat(answer.text())
        .isEqualTo(
            "{\"sequence\":1,\"files\":[{\"path\":\"hello.txt\",\"version_id\":\"%s\"}],\"commit_hash\":\"%s\"}\n"
                .formatted(version, commit.get("commit_hash").asString()));
    assertThat(repo.branch("main").get("head_sequence").asLong()).isEqualTo(1);
    assertThat(repo.get("file/hello.txt").expect(200).text())
        .isEqualTo(
            "{\"path\":\"hello.txt\",\"version_id\":\"%s\",\"content_hash\":\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\",\"content\":\"aGVsbG8=\"}\n"
                .formatted(version));
  }

  @Test
  void row4_tellsOfItInOneEvent() {
    repo.commit("main", "a", "1", "b", "2");
    assertThat(Events.last(SERVER, repo.name(), "commit.created").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"main\",\"sequence\":1,\"author\":\"%s\",\"message\":\"change\",\"file_count\":2}"
                .formatted(repo.name(), TestServer.ADMIN));
    assertThat(Events.types(SERVER, repo.name())).containsExactly("repo.created", "commit.created");
  }

  @Test
  void row5_sameBytesAreOneVersion() {
    JsonNode first =
        repo.post("commit", TestRepo.commitBody("main", "a", "same", "b", "same", "c", "other"))
            .expect(201)
            .json()
            .get("files");
    JsonNode second =
        repo.post("commit", TestRepo.commitBody("main", "d/e", "same")).expect(201).json();
    String version = first.get(0).get("version_id").asString();
    assertThat(first.get(1).get("version_id").asString()).isEqualTo(version);
    assertThat(first.get(2).get("version_id").asString()).isNotEqualTo(version);
    assertThat(second.get("files").get(0).get("version_id").asString()).isEqualTo(version);
  }

  @Test
  void row5_theFirstContentTypeOfAVersionStays() {
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
  void row6_aFileWithoutContentIsDeleted() {
    repo.commit("main", "a", "1", "b", "2");
    Answer deletion =
        repo.post(
                "commit",
                "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"a\"},{\"path\":\"never\",\"content\":null}]}")
            .expect(201);
    assertThat(deletion.json().get("files").toString())
        .isEqualTo(
            "[{\"path\":\"a\",\"version_id\":null},{\"path\":\"never\",\"version_id\":null}]");
    repo.get("file/a").expectError(404, "NOT_FOUND", "file not found");
    assertThat(repo.text("a", "at=1")).isEqualTo("1");
    assertThat(repo.paths("branch=main")).containsExactly("b");
    assertThat(repo.get("chain?from=2&to=2").json().get(0).get("files").toString())
        .isEqualTo(
            "[{\"path\":\"a\",\"content_hash\":\"\"},{\"path\":\"never\",\"content_hash\":\"\"}]");
  }

  @Test
  void row7_anEmptyFileIsAFile() {
    repo.commit("main", "empty", "");
    JsonNode file = repo.get("file/empty").expect(200).json();
    assertThat(file.get("content").asString()).isEmpty();
    assertThat(file.get("content_hash").asString())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(repo.get("file/empty?format=raw").expect(200).bytes()).isEmpty();
  }

  @Test
  void row8_commitsOnlyToActiveBranches() {
    repo.fork("merged");
    repo.commit("merged", "a", "1");
    repo.merge("merged").expect(200);
    repo.fork("abandoned");
    repo.delete("branch/abandoned").expect(204);
    repo.post("commit", TestRepo.commitBody("nowhere", "a", "1"))
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    for (String ended : new String[] {"merged", "abandoned"}) {
      repo.post("commit", TestRepo.commitBody(ended, "a", "1"))
          .expectError(409, "BRANCH_NOT_ACTIVE", "branch is not active");
    }
    assertThat(repo.commit("main", "b", "1")).as("refusals take no sequence").isEqualTo(3);
  }

  @Test
  void row8_aDraftTakesCommits() {
    repo.post("branch", "{\"name\":\"draft\",\"draft\":true}").expect(201);
    assertThat(repo.commit("draft", "a", "1")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|branch is required",
        "{'branch':'','files':[],'message':''}|branch is required",
        "{'branch':'main'}|at least one file is required",
        "{'branch':'main','files':[],'message':'m'}|at least one file is required",
        "{'branch':'main','files':null,'message':'m'}|at least one file is required",
        "{'branch':'main','files':[{'path':''}]}|message is required",
        "{'branch':'main','files':[{'path':''}],'message':''}|message is required",
        "{'branch':'main','files':[{'path':''}],'message':'m'}|file path is required",
        "{'branch':'main','files':[{}],'message':'m'}|file path is required",
        "{'branch':'main','files':[null],'message':'m'}|file path is required",
        "{'branch':'main','files':[{'path':'a'},{'path':'b'},{'path':'a'}],'message':'m'}|file path is given twice: a",
        "{'branch':'main','files':[{'path':'a\\nb'}],'message':'m'}|file path may not contain control characters",
        "{'branch':'main','files':[{'path':'../a'}],'message':'m'}|file path may not contain an empty, '.' or '..' segment",
        "{'branch':'main','files':[{'path':'a','mode':'100600'}],'message':'m'}|mode must be 100644 or 100755",
        "not json|invalid request body"
      })
  void row9_refusesABodyThatIsNoCommit(String body, String message) {
    repo.post("commit", body.replace('\'', '"')).expectError(400, "BAD_REQUEST", message);
    assertThat(repo.branch("main").get("head_sequence").asLong()).isZero();
    assertThat(repo.commit("main", "a", "1")).isEqualTo(1);
  }

  @Test
  void row11_reposAreApart() {
    TestRepo other = TestRepo.newOn(SERVER);
    assertThat(repo.commit("main", "a", "mine")).isEqualTo(1);
    assertThat(other.commit("main", "a", "theirs")).isEqualTo(1);
    assertThat(repo.commit("main", "b", "mine")).isEqualTo(2);
    assertThat(repo.text("a", "branch=main")).isEqualTo("mine");
    assertThat(other.text("a", "branch=main")).isEqualTo("theirs");
    assertThat(other.paths("branch=main")).containsExactly("a");
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
    ChainCheck.verify(repo);
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
