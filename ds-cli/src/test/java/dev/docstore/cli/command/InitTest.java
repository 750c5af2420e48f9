package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.cli.TestDs;
import dev.docstore.cli.fixture.Answer;
import dev.docstore.cli.fixture.FakeRepo;
import dev.docstore.cli.fixture.FakeServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
  @TempDir Path directory;
  private final FakeRepo repo = new FakeRepo("acme/app");
  private FakeServer server;
  private TestDs ds;

  @BeforeEach
  void start() {
    server = FakeServer.start(repo);
    ds = new TestDs(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestDs.Outcome init(String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "init";
    args[1] = server.url() + "/repos/acme/app";
    args[2] = "--author";
    args[3] = "alice";
    System.arraycopy(more, 0, args, 4, more.length);
    return ds.run(args);
  }

  @Test
  void makesAWorkspaceOfAnEmptyRepo() {
    assertThat(init().done())
        .isEqualTo(
            """
            Synced branch 'main' (0 downloaded, 0 removed)
            Initialized docstore workspace (0 files, sequence 0)
            Remote: %s
            Author: alice
            """
                .formatted(server.url()));
    assertThat(ds.read(".ds/config.json"))
        .isEqualTo(
            """
            {
              "remote": "%s",
              "repo": "acme/app",
              "branch": "main",
              "author": "alice"
            }"""
                .formatted(server.url()));
    assertThat(ds.read(".ds/state.json"))
        .isEqualTo(
            """
            {
              "branch": "main",
              "sequence": 0,
              "files": {},
              "commit_hash": ""
            }""");
  }

  @Test
  void fetchesTheFilesInOneArchive() {
    for (int i = 1; i <= 6; i++) {
      repo.commit("main", "step", "a.txt", "old " + i);
    }
    repo.commit("main", "last", "a.txt", "new", "dir/b.txt", "two");
    assertThat(init().done())
        .contains("Synced branch 'main' (archive: 2 files)\n")
        .contains("Initialized docstore workspace (2 files, sequence 7)\n");
    assertThat(ds.read("a.txt")).isEqualTo("new");
    assertThat(ds.read("dir/b.txt")).isEqualTo("two");
    assertThat(server.lines("/file/")).isEmpty();
    assertThat(server.last("GET").headers()).containsEntry("x-docstore-identity", "alice");
  }

  @Test
  void fetchesFileByFileWhereThereIsNoArchive() {
    repo.commit("main", "one", "a.txt", "one", "dir/b c.txt", "two");
    server.answer("GET /repos/acme/app/-/archive", Answer.error(404, "NOT_FOUND", "not found"));
    assertThat(init().done()).contains("Synced branch 'main' (2 downloaded, 0 removed)");
    assertThat(ds.read("dir/b c.txt")).isEqualTo("two");
    assertThat(server.lines("/file/"))
        .anyMatch(line -> line.contains("/file/dir/b%20c.txt?at=1&branch=main"));
  }

  @Test
  void takesTheJsonFormOfAFileFromServersWithoutTheRawOne() {
    repo.commit("main", "one", "a.txt", "one");
    server.answer("GET /repos/acme/app/-/archive", Answer.empty(404));
    server.answer(
        "GET /repos/acme/app/-/file/a.txt",
        Answer.bytes(
            "application/json",
            "{\"path\":\"a.txt\",\"content\":\"b25l\"}".getBytes(StandardCharsets.UTF_8)));
    init().done();
    assertThat(ds.read("a.txt")).isEqualTo("one");
  }

  @Test
  void leavesNothingWhenAFileIsNotWhatTheTreePromises() {
    repo.commit("main", "one", "a.txt", "one");
    server.answer("GET /repos/acme/app/-/archive", Answer.empty(404));
    server.answer(
        "GET /repos/acme/app/-/file/a.txt",
        Answer.bytes("application/octet-stream", new byte[] {1}));
    TestDs.Outcome outcome = init();
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error: fetching a.txt: the server sent other content");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesToOverwriteOtherFilesUnlessForced() {
    repo.commit("main", "one", "a.txt", "theirs", "same.txt", "same");
    ds.write("a.txt", "mine");
    ds.write("same.txt", "same");
    TestDs.Outcome outcome = init();
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEqualTo("  would be overwritten: a.txt\n");
    assertThat(outcome.err()).contains("uncommitted changes");
    assertThat(ds.read("a.txt")).isEqualTo("mine");
    assertThat(ds.exists(".ds")).isFalse();

    init("--force").done();
    assertThat(ds.read("a.txt")).isEqualTo("theirs");
  }

  @Test
  void refusesADirectoryOfAnotherRepoAndSaysWhich() {
    init().done();
    TestDs.Outcome outcome = ds.run("init", server.url(), "--repo=acme/other");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "error: this directory is already a workspace of acme/app at " + server.url() + "\n");
  }

  @Test
  void synchronisesWhenRepeated() {
    init().done();
    repo.commit("main", "one", "a.txt", "one");
    assertThat(ds.run("init").done()).contains("(1 files, sequence 1)").contains("Author: alice");
  }

  @Test
  void neverWritesOutsideTheWorkspaceOrOverItsOwnFiles() throws Exception {
    Path inner = Files.createDirectory(directory.resolve("inner"));
    repo.commit("main", "one", "../escape.txt", "x");
    TestDs here = new TestDs(inner);
    TestDs.Outcome outcome = here.run("init", server.url() + "/repos/acme/app");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("refusing to write ../escape.txt");
    assertThat(directory.resolve("escape.txt")).doesNotExist();

    repo.commit(
        "main",
        "two",
        "../escape.txt",
        null,
        ".ds/config.json",
        "x",
        ".docstore/config.json",
        "x",
        ".docstore/ci.yaml",
        "checks: []");
    here.run("init", server.url() + "/repos/acme/app", "--author", "a").done();
    assertThat(here.read(".ds/config.json")).contains("acme/app");
    assertThat(here.exists(".docstore/config.json")).isFalse();
    assertThat(here.read(".docstore/ci.yaml")).isEqualTo("checks: []");
    assertThat(here.run("status").done()).isEqualTo("On branch main\nNo changes\n");
  }

  @Test
  void saysWhatARemoteLooksLike() {
    assertThat(ds.run("init", "localhost:8080").err())
        .isEqualTo("error: the remote must be like https://host, not 'localhost:8080'\n");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void reportsAnUnknownRepo() {
    TestDs.Outcome outcome = ds.run("init", server.url(), "--repo", "acme/none");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: server error: repo not found\n");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void takesRemoteAndRepoFromTheEnvironment() {
    repo.commit("main", "one", "a.txt", "one");
    ds.with("DS_REMOTE", server.url()).with("DS_REPO", "acme/app").with("DS_TOKEN", "secret");
    assertThat(ds.run("init").done()).contains("Author: tester");
    assertThat(server.last("GET").headers()).containsEntry("authorization", "Bearer secret");
  }
}
