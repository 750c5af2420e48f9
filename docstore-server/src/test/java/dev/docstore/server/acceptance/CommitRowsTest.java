package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Rows 3 to 9 and 11 of spec 01 §19: commits. */
class CommitRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void row03TheAuthorIsTheCaller() {
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
  void row04TheFirstCommitOfAFile() {
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
  void row04TellsOfItInOneEvent() {
    repo.commit("main", "a", "1", "b", "2");
    assertThat(Events.last(SERVER, repo.name(), "commit.created").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"main\",\"sequence\":1,\"author\":\"%s\",\"message\":\"change\",\"file_count\":2}"
                .formatted(repo.name(), TestServer.ADMIN));
    assertThat(Events.types(SERVER, repo.name())).containsExactly("repo.created", "commit.created");
  }

  @Test
  void row05SameBytesShareOneVersion() {
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
  void row06AFileWithoutContentIsDeleted() {
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
  void row07AnEmptyFileIsAFile() {
    repo.commit("main", "empty", "");
    JsonNode file = repo.get("file/empty").expect(200).json();
    assertThat(file.get("content").asString()).isEmpty();
    assertThat(file.get("content_hash").asString())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(repo.get("file/empty?format=raw").expect(200).bytes()).isEmpty();
  }

  @Test
  void row08CommitsOnlyToActiveBranches() {
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
  void row09RefusesABodyThatIsNoCommit(String body, String message) {
    repo.post("commit", body.replace('\'', '"')).expectError(400, "BAD_REQUEST", message);
    assertThat(repo.branch("main").get("head_sequence").asLong()).isZero();
    assertThat(repo.commit("main", "a", "1")).isEqualTo(1);
  }

  @Test
  void row11ReposAreApart() {
    TestRepo other = TestRepo.newOn(SERVER);
    assertThat(repo.commit("main", "a", "mine")).isEqualTo(1);
    assertThat(other.commit("main", "a", "theirs")).isEqualTo(1);
    assertThat(repo.commit("main", "b", "mine")).isEqualTo(2);
    assertThat(repo.text("a", "branch=main")).isEqualTo("mine");
    assertThat(other.text("a", "branch=main")).isEqualTo("theirs");
    assertThat(other.paths("branch=main")).containsExactly("a");
  }
}
