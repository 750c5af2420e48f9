package dev.docstore.systemtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The real {@code ds}, used in one folder against one server. */
record Ds(Path folder, URI remote) {
  Command.Result run(String... words) {
    return Command.of(Checkout.ds().toString())
        .with(words)
        .in(folder)
        .environment(
            Map.of(
                "DS_REMOTE", remote.toString(),
                "NO_COLOR", "1",
                "JAVA_HOME", System.getProperty("java.home")))
        .run();
  }

  /** Runs a command that must succeed; its output. */
  String ok(String... words) {
    return run(words).succeeded();
  }

  void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
