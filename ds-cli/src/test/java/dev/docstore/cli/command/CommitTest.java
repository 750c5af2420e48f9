package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.cli.TestDs;
import dev.docstore.cli.fixture.Answer;
import dev.docstore.cli.workspace.Workspace;
import dev.docstore.cli.workspace.WorkspaceLock;
import dev.docstore.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CommitTest extends WorkspaceTest {
  private JsonNode sent() {
    return Json.read(server.last("POST").body(), JsonNode.class);
  }

  @Test
  void sendsEveryChangeByPath() {
    ds.write("b.txt", "b");
    ds.write("a.txt", "a");
    ds.write("README.md", "changed");
    assertThat(ds.run("commit", "-m", "three files").done())
        .isEqualTo("Committed sequence 2 (3 files)\n");
    assertThat(sent().get("files").findValuesAsString("path"))
        .containsExactly("README.md", "a.txt", "b.txt");
    assertThat(sent().get("branch").asString()).isEqualTo("main");
    assertThat(sent().get("author").asString()).isEqualTo("alice");
    assertThat(sent().get("message").asString()).isEqualTo("three files");
    assertThat(sent().get("files").get(0).has("content_type")).isFalse();
    assertThat(server.last("POST").headers())
        .containsEntry("x-docstore-identity", "alice")
        .containsEntry("content-type", "application/json");
    assertThat(ds.run("status").done()).contains("No changes");
    assertThat(ds.read(".ds/state.json")).contains("\"sequence\": 2");
  }

  @Test
  void sendsADeletionWithoutContent() throws IOException {
    Files.delete(ds.file("src/a.txt"));
    ds.run("commit", "-m", "gone").done();
    assertThat(sent().get("files").toString()).isEqualTo("[{\"path\":\"src/a.txt\"}]");
    assertThat(ds.read(".ds/state.json")).doesNotContain("src/a.txt");
  }

  @Test
  void sendsAnEmptyFileAsAnEmptyFile() {
    ds.write("empty", "");
    ds.run("commit", "-m", "empty").done();
    assertThat(sent().get("files").toString()).isEqualTo("[{\"path\":\"empty\",\"content\":\"\"}]");
  }

  @Test
  void sendsTheExecutableBitAndBinaryTypes() throws IOException {
    ds.write("run.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(ds.file("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.write(ds.file("image.png"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    ds.run("commit", "-m", "tools").done();
    assertThat(sent().get("files").get(0).get("content_type").asString()).isEqualTo("image/png");
    assertThat(sent().get("files").get(1).get("mode").asString()).isEqualTo("100755");
    assertThat(ds.run("status").done()).contains("No changes");
  }

  @Test
  void hasNothingToDoWithoutChanges() {
    assertThat(ds.run("commit", "-m", "x").done()).isEqualTo("nothing to commit\n");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void needsAMessage() {
    for (String[] args : new String[][] {{"commit"}, {"commit", "-m"}, {"commit", "-m", ""}}) {
      TestDs.Outcome outcome = ds.run(args);
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err()).isEqualTo("usage: ds commit -m \"message\"\n");
    }
  }

  @Test
  void passesOnTheServersReason() {
    ds.write("a.txt", "a");
    server.answer(
        "POST " + API + "commit", Answer.error(404, "BRANCH_NOT_FOUND", "branch not found"));
    TestDs.Outcome outcome = ds.run("commit", "-m", "x");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: server error: branch not found\n");
  }

  @Test
  void neverOverwritesWhatOthersCommittedMeanwhile(@TempDir Path elsewhere) {
    TestDs other = another(elsewhere);
    other.write("README.md", "bob's");
    other.run("commit", "-m", "bob").done();
    ds.write("README.md", "alice's");
    TestDs.Outcome outcome = ds.run("commit", "-m", "alice");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("error: branch 'main' has moved since your last pull; run 'ds pull'\n");
    assertThat(repo.find("main").orElseThrow().headSequence()).isEqualTo(2);
  }

  @Test
  void warnsWhenTheServerDoesNotChain() {
    ds.write("a.txt", "a");
    server.answer("POST " + API + "commit", Answer.json(201, Map.of("sequence", 2)));
    assertThat(ds.run("commit", "-m", "x").done())
        .isEqualTo(
            """
                warning: server did not return commit_hash, chain verification may be incomplete
                Committed sequence 2 (1 files)
                """);
  }

  @Test
  void namesAPathThatTheServerCouldNotHold() {
    ds.write("docs/history", "x");
    assertThat(ds.run("commit", "-m", "x").err())
        .isEqualTo("error: cannot commit docs/history: file path may not end in '/history'\n");
  }

  @Test
  void sendsOnlyOneOfTwoCommandsAtATime() throws IOException {
    ds.write("a.txt", "a");
    try (WorkspaceLock lock = Workspace.at(directory).lock()) {
      assertThat(lock).isNotNull();
      assertThat(ds.run("commit", "-m", "x").err()).contains("another ds command is at work");
    }
    ds.run("commit", "-m", "x").done();
  }

  @Test
  void sendsTheTokenToTheConfiguredServerOnlyAndNeverInTheClear() {
    ds.write("a.txt", "a");
    ds.with("DS_TOKEN", "secret").run("commit", "-m", "x").done();
    assertThat(server.last("POST").headers()).containsEntry("authorization", "Bearer secret");
    TestDs.Outcome outcome =
        new TestDs(directory)
            .with("DS_TOKEN", "t")
            .with("DS_REMOTE", "http://10.0.0.1")
            .run("orgs");
    assertThat(outcome.status()).isEqualTo(5);
    assertThat(outcome.err())
        .isEqualTo("error: refusing to send DS_TOKEN over plain http to 10.0.0.1; use https\n");
  }

  @Test
  void refusesToSendTheFilesToAnotherRepo() {
    ds.write("a.txt", "a");
    assertThat(ds.with("DS_REPO", "acme/other").run("commit", "-m", "x").err())
        .isEqualTo("error: DS_REPO names acme/other but this is a workspace of acme/app\n");
  }
}
