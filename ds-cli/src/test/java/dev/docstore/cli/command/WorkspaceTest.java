package dev.docstore.cli.command;

import dev.docstore.cli.TestDs;
import dev.docstore.cli.fixture.FakeRepo;
import dev.docstore.cli.fixture.FakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A workspace of {@code acme/app} with two files at sequence 1. */
abstract class WorkspaceTest {
  static final String API = "/repos/acme/app/-/";

  @TempDir Path directory;
  final FakeRepo repo = new FakeRepo("acme/app");
  FakeServer server;
  TestDs ds;

  @BeforeEach
  void startServerAndInit() {
    repo.commit("main", "first", "README.md", "hello", "src/a.txt", "a\n");
    server = FakeServer.start(repo);
    ds = new TestDs(directory);
    ds.run("init", server.url() + "/repos/acme/app", "--author", "alice").done();
    server.forget();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  /** A second workspace of the same repo. */
  TestDs another(Path elsewhere) {
    TestDs other = new TestDs(elsewhere);
    other.run("init", server.url() + "/repos/acme/app", "--author", "bob").done();
    return other;
  }
}
