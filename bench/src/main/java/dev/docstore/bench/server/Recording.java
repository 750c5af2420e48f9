package dev.docstore.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A flight recording of our server, from after its warm-up until it ends. */
public final class Recording {
  private static final List<String> VIEWS =
      List.of("cpu-time-hot-methods", "hot-methods", "allocation-by-site", "gc-pauses");

  private final Path file;

  private Recording(Path file) {
    this.file = file;
  }

  /** Begins; the file appears when the server ends. */
  public static Recording start(OwnServer server, Path folder)
      throws IOException, InterruptedException {
    Path file =
        folder.toAbsolutePath().resolve("profile-%d.jfr".formatted(System.currentTimeMillis()));
    Jdk.output(
        List.of(
            Jdk.tool("jcmd"),
            Long.toString(server.pid()),
            "JFR.start",
            "name=bench",
            "settings=profile",
            "jdk.CPUTimeSample#enabled=true",
            "dumponexit=true",
            "filename=" + file));
    return new Recording(file);
  }

  /** What took the time; asked for after the server ended. */
  public String report() throws IOException, InterruptedException {
    StringBuilder report = new StringBuilder();
    for (String view : VIEWS) {
      report.append(
          Jdk.output(
              List.of(
                  Jdk.tool("jfr"),
                  "view",
                  "--width",
                  "140",
                  "--truncate",
                  "beginning",
                  view,
                  file.toString())));
    }
    return report
        + "\nthe recording: "
        + file
        + " (jfr view, jfr print; more views: jfr help view)";
  }
}
