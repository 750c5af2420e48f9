package dev.docstore.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A team's first day with DocStore, played with the real {@code ds} on a real source tree: from an
 * empty server to a merged proposal whose check ran in a container.
 *
 * <p>{@code -Ddocstore.url} plays it on a server that is already there; its workers then need the
 * image {@code localhost/docstore-demo}, and {@code -Ddocstore.identity} must be its development
 * identity.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryTest {
  private static final Duration CHECK_TIME = Duration.ofMinutes(2);
  private static final String ORG = "story-" + Long.toString(System.currentTimeMillis(), 36);
  private static final String IDENTITY =
      System.getProperty("docstore.identity", LocalServer.IDENTITY);

  private @Nullable LocalDocStore started;
  private URI url = URI.create(System.getProperty("docstore.url", "http://localhost"));

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    if (System.getProperty("docstore.url") == null) {
      Engine.requireContainers();
      started = LocalDocStore.start(folder);
      started.makeImage();
      url = started.url();
    }
  }

  @AfterAll
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void takesASourceTreeFromTheFirstCommitToAMergedProposal(@TempDir Path folder) throws Exception {
    Ds alice = workspace(folder.resolve("alice"));
    alice.ok("orgs", "create", ORG);
    alice.ok("repos", "create", ORG, "app");
    alice.ok("init", url + "/repos/" + ORG + "/app", "--author", IDENTITY);

    Checkout.copySources(alice.folder());
    alice.write(".docstore/ci.yaml", ciYaml());
    SortedMap<String, String> first = Tree.of(alice.folder());
    assertThat(first).hasSizeGreaterThan(200);
    assertThat(alice.ok("commit", "-m", "Import the sources"))
        .contains("Committed sequence 1 (" + first.size() + " files)");
    assertThat(alice.ok("status")).contains("On branch main", "No changes");

    Ds bob = workspace(folder.resolve("bob"));
    bob.ok("init", url + "/repos/" + ORG + "/app", "--author", IDENTITY);
    assertThat(Tree.of(bob.folder())).isEqualTo(first);

    proposeAChange(alice);
    awaitPassedCheck(alice);
    assertThat(alice.ok("merge")).contains("Merged 'feature/notes' into main at sequence 3");

    bob.ok("pull");
    assertThat(Tree.of(bob.folder()))
        .isEqualTo(Tree.of(alice.folder()))
        .containsKey("docs/notes.md")
        .doesNotContainKey("CHANGELOG.md");
    assertThat(bob.ok("verify")).contains("OK").doesNotContain("FAIL");
    assertThat(bob.ok("log")).contains("merge branch 'feature/notes'", "Import the sources");
    assertThat(bob.ok("proposal", "list", "--state", "merged")).contains("Take notes");
  }

  /** Whether it runs in the image and nowhere else shows in what is missing: it has no /usr. */
  private static String ciYaml() {
    return """
        on:
          proposal: {}
        checks:
          - name: ci/container
            image: localhost/docstore-demo
            steps:
              - test ! -e /usr
              - test -f pom.xml
              - grep notes docs/notes.md
              - test ! -e CHANGELOG.md
        """;
  }

  private static void proposeAChange(Ds ds) throws IOException {
    ds.ok("checkout", "-b", "feature/notes");
    ds.write("docs/notes.md", "notes\n");
    ds.write("README.md", "rewritten\n");
    Files.delete(ds.folder().resolve("CHANGELOG.md"));
    assertThat(ds.ok("status"))
        .contains("new:      docs/notes.md", "modified: README.md", "deleted:  CHANGELOG.md");
    assertThat(ds.ok("commit", "-m", "Take notes")).contains("Committed sequence 2 (3 files)");
    assertThat(ds.ok("diff"))
        .contains("changed: docs/notes.md", "changed: README.md", "deleted: CHANGELOG.md");
    assertThat(ds.ok("proposal", "open", "--title", "Take notes")).contains("Proposal opened: ");
  }

  private static void awaitPassedCheck(Ds ds) {
    await()
        .atMost(CHECK_TIME)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> ds.ok("checks"), checks -> checks.matches("(?s).* (passed|failed) .*"));
    assertThat(ds.ok("checks")).contains("ci/container", " passed ");
  }

  private Ds workspace(Path folder) throws IOException {
    return new Ds(Files.createDirectory(folder), url);
  }
}
