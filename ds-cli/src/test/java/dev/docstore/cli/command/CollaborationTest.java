package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.cli.TestDs;
import dev.docstore.cli.fixture.Answer;
import dev.docstore.common.wire.CheckRun;
import dev.docstore.common.wire.Proposal;
import dev.docstore.common.wire.RoleGrant;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollaborationTest extends WorkspaceTest {
  private static final Instant AT = Instant.parse("2026-03-04T05:06:07.89Z");

  private static CheckRun check(String name, long sequence, String status, @Nullable String log) {
    return new CheckRun(
        "0123456789ab-" + sequence,
        "acme/app",
        "main",
        sequence,
        name,
        status,
        "ci-job:1",
        log,
        AT,
        1,
        null,
        null);
  }

  @Test
  void listsBranches() {
    repo.createBranch("feature/long", false);
    repo.createBranch("wip", true);
    assertThat(ds.run("branches").done())
        .isEqualTo(
            """
                BRANCH                         HEAD   BASE   STATUS     DRAFT
                feature/long                   1      1      active         \s
                main                           1      0      active         \s
                """);
    assertThat(ds.run("branches", "--include-draft").done())
        .contains("wip                            1      1      active     yes  \n");
    assertThat(server.lines("/branches"))
        .containsExactly(
            "GET " + API + "branches?status=active",
            "GET " + API + "branches?include_draft=true&status=active");
  }

  @Test
  void listsTheLatestResultOfEachCheck() {
    repo.commit("main", "second", "README.md", "2");
    server.answer(
        "GET " + API + "branch/main/checks",
        Answer.json(
            200,
            List.of(
                check("test", 1, "failed", null),
                check("build", 2, "passed", "http://logs/1"),
                check("test", 2, "passed", null),
                check("old", 1, "failed", null))));
    assertThat(ds.run("checks").done())
        .isEqualTo(
            """
            ID        CHECK NAME            SEQ   STATUS      REPORTER
            01234567  build                 2     passed      ci-job:1
                     log: http://logs/1
            01234567  old                   1     failed      ci-job:1  [stale]
            01234567  test                  2     passed      ci-job:1
            """);
    assertThat(ds.run("checks", "--all").done().lines()).hasSize(6);
    assertThat(server.lines("/checks")).endsWith("GET " + API + "branch/main/checks?history=true");
  }

  @Test
  void saysWhenThereAreNoChecks() {
    server.answer("GET " + API + "branch/feature%2Fy/checks", Answer.json(200, List.of()));
    assertThat(ds.run("checks", "--branch", "feature/y").done())
        .isEqualTo("No check runs for branch 'feature/y'\n");
  }

  @Test
  void opensAProposalForTheCurrentBranch() {
    ds.run("checkout", "-b", "x").done();
    server.answer("POST " + API + "proposals", Answer.json(201, Map.of("id", "p-1")));
    assertThat(ds.run("proposal", "open", "--title", "Do it", "--description", "why").done())
        .isEqualTo("Proposal opened: p-1\n");
    assertThat(server.last("POST").body())
        .isEqualTo(
            "{\"branch\":\"x\",\"title\":\"Do it\",\"base_branch\":\"main\",\"description\":\"why\"}");
    TestDs.Outcome untitled = ds.run("proposal", "open");
    assertThat(untitled.status()).isEqualTo(2);
    assertThat(untitled.err())
        .isEqualTo(
            "usage: ds proposal open --title \"...\" [--branch <name>] [--base main]"
                + " [--description \"...\"]\n");
  }

  @Test
  void listsProposals() {
    String title = "A title of more than thirty-eight code points";
    server.answer(
        "GET " + API + "proposals?state=open",
        Answer.json(
            200,
            List.of(
                new Proposal(
                    "p-1", "acme/app", "x", "main", title, null, "alice", "open", AT, AT))));
    assertThat(ds.run("proposal", "list").done())
        .isEqualTo(
            """
                ID                                    BRANCH                          TITLE                                     AUTHOR                          STATE     CREATED
                p-1                                   x                               A title of more than thirty-eight cod…    alice                           open      2026-03-04T05:06:07Z
                """);
    server.answer("GET " + API + "proposals?state=merged", Answer.json(200, List.of()));
    assertThat(ds.run("proposal", "list", "--state", "merged").done())
        .isEqualTo("No merged proposals\n");
  }

  @Test
  void closesAProposal() {
    server.answer("POST " + API + "proposals/p-1/close", Answer.empty(204));
    assertThat(ds.run("proposal", "close", "p-1").done()).isEqualTo("Proposal p-1 closed\n");
    assertThat(server.last("POST").body()).isEqualTo("null");
  }

  @Test
  void listsSetsAndDeletesRoles() {
    server.answer(
        "GET " + API + "roles",
        Answer.json(200, Map.of("roles", List.of(new RoleGrant("bob@example.com", "writer")))));
    server.answer(
        "PUT " + API + "roles/", Answer.json(200, new RoleGrant("bob@example.com", "writer")));
    server.answer("DELETE " + API + "roles/", Answer.empty(204));
    String table = "IDENTITY                        ROLE\nbob@example.com                 writer\n";
    assertThat(ds.run("roles").done()).isEqualTo(table);
    assertThat(ds.run("roles", "list").done()).isEqualTo(table);
    assertThat(ds.run("role", "list").done()).isEqualTo(table);
    assertThat(ds.run("roles", "set", "bob@example.com", "writer").done())
        .isEqualTo("Set role 'writer' for 'bob@example.com'\n");
    assertThat(server.last("PUT").target()).isEqualTo(API + "roles/bob@example.com");
    assertThat(ds.run("role", "delete", "bob@example.com").done())
        .isEqualTo("Deleted role for 'bob@example.com'\n");
    TestDs.Outcome unknown = ds.run("roles", "set", "bob", "boss");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err())
        .isEqualTo("error: role must be one of: reader, writer, maintainer, admin\n");
  }

  @Test
  void askWithoutAWorkspaceWhenTheEnvironmentNamesTheRepo(@TempDir Path elsewhere) {
    TestDs script =
        new TestDs(elsewhere).with("DS_REMOTE", server.url()).with("DS_REPO", "acme/app");
    assertThat(script.run("log").done()).contains("first");
    assertThat(script.run("branches", "--json").done()).startsWith("[{\"repo\":\"acme/app\"");
  }
}
