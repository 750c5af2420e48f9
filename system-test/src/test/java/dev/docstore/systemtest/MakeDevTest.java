package dev.docstore.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new user does first. */
class MakeDevTest {
  @TempDir private Path folder;

  @Test
  void playsTheWalkStopsWithoutATraceAndKeepsTheData() throws Exception {
    Engine.requireContainers();
    Map<String, String> settings = MakeDev.settings(folder);
    try (MakeDev dev = MakeDev.start(folder, settings).awaitReady()) {
      assertWalk("golden", dev);
      assertWalk("another", dev);

      dev.pressCtrlC();
      dev.awaitEnd();
      dev.assertNothingIsLeft();
      assertThat(dev.output()).contains("stopped");
    }
    try (MakeDev again = MakeDev.start(folder, settings).awaitReady()) {
      Ds ds = new Ds(folder, URI.create(again.url()));
      assertThat(ds.ok("orgs")).contains("golden", "another");

      again.terminate();
      again.awaitEnd();
      again.assertNothingIsLeft();
    }
  }

  @Test
  void aServiceThatDiesIsReportedInOneLineAndEndsEverything() throws IOException {
    try (MakeDev dev = MakeDev.start(folder, MakeDev.settings(folder)).awaitReady()) {
      dev.service("docstore-server").destroyForcibly();

      assertThat(dev.awaitEnd()).isNotZero();
      assertThat(dev.output().lines())
          .filteredOn(line -> line.startsWith("dev: "))
          .singleElement()
          .asString()
          .contains("docstore-server ended by itself");
      dev.assertNothingIsLeft();
    }
  }

  @Test
  void aTakenPortIsOneLineThatNamesThePortAndItsVariable() throws IOException {
    Map<String, String> settings = MakeDev.settings(folder);
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      settings.put("OIDC_PORT", port);
      try (MakeDev dev = MakeDev.start(folder, settings)) {
        assertThat(dev.awaitEnd()).isNotZero();
        assertThat(dev.output().lines().filter(line -> line.startsWith("dev: ")))
            .singleElement()
            .asString()
            .contains("port " + port + " is taken", "OIDC_PORT=");
        assertThat(folder.resolve("dev")).doesNotExist();
      }
    }
  }

  /**
   * Plays `make demo` in an organisation of that name and holds the transcript to its golden file.
   */
  private static void assertWalk(String org, MakeDev dev) throws IOException {
    String transcript =
        Command.of("make", "--silent", "demo")
            .in(Checkout.TOP)
            .environment(Map.of("DOCSTORE_DEV_DIR", dev.folder().toString(), "ORG", org))
            .run()
            .succeeded();
    Walk.golden(org, dev.url(), "dev@localhost.dev", dev.folder().toString()).matches(transcript);
  }
}
