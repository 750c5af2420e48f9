package dev.docstore.systemtest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code make dev} as typed in a terminal: the leader of a process group of its own. */
final class MakeDev implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration END = Duration.ofSeconds(30);
  private static final List<String> PORTS =
      List.of("PORT", "WORKER_LOG_PORT", "OIDC_PORT", "SCHEDULER_PORT");

  private final Map<String, String> settings;
  private final RunningProgram make;

  private MakeDev(Path folder, Map<String, String> settings) throws IOException {
    this.settings = settings;
    this.make =
        RunningProgram.start(
            // The jars are this build's: make must not build them a second time.
            List.of("setsid", "make", "--old-file=target/packaged", "dev"),
            Checkout.TOP,
            settings,
            Files.createTempFile(folder, "make-dev", ".log"));
  }

  /** Settings with a port of its own for everything; they can be used for several starts. */
  static Map<String, String> settings(Path folder) {
    Map<String, String> settings = new TreeMap<>();
    PORTS.forEach(port -> settings.put(port, Integer.toString(Ports.free())));
    settings.put("DOCSTORE_DEV_DIR", folder.resolve("dev").toString());
    return settings;
  }

  static MakeDev start(Path folder, Map<String, String> settings) throws IOException {
    return new MakeDev(folder, new HashMap<>(settings));
  }

  MakeDev awaitReady() {
    await()
        .atMost(START)
        .failFast("make dev runs", make::assertRuns)
        .until(() -> output().lines().anyMatch(line -> line.startsWith("ready")));
    return this;
  }

  String output() {
    return make.log();
  }

  String url() {
    return "http://localhost:" + settings.get("PORT");
  }

  /** Where it keeps everything. */
  Path folder() {
    return Path.of(settings.getOrDefault("DOCSTORE_DEV_DIR", ".dev"));
  }

  /** What the terminal sends to the group at Ctrl-C. */
  void pressCtrlC() {
    Command.of("kill", "-INT", "--", "-" + make.handle().pid()).run().succeeded();
  }

  /** SIGTERM to make alone, which passes it on. */
  void terminate() {
    make.handle().destroy();
  }

  int awaitEnd() {
    return make.awaitEnd();
  }

  /** The process of one of the services. */
  ProcessHandle service(String name) {
    return make.handle()
        .descendants()
        .filter(process -> commandLine(process).contains(name + "/target/" + name + ".jar"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " does not run"));
  }

  /** No process that came from it runs any more, PostgreSQL and builds of checks included. */
  void assertNothingIsLeft() {
    await()
        .atMost(END)
        .untilAsserted(
            () ->
                assertThat(ProcessHandle.allProcesses().filter(this::isOurs))
                    .extracting(MakeDev::commandLine)
                    .isEmpty());
  }

  /** Everything it starts is told the folder, by an argument or by a variable. */
  private boolean isOurs(ProcessHandle process) {
    String dev = folder().toString();
    return process.pid() != ProcessHandle.current().pid()
        && (commandLine(process).contains(dev) || environment(process).contains(dev));
  }

  private static String commandLine(ProcessHandle process) {
    return read(process, "cmdline");
  }

  private static String environment(ProcessHandle process) {
    return read(process, "environ");
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException endedOrForeign) {
      return "";
    }
  }

  @Override
  public void close() {
    if (make.handle().isAlive()) {
      pressCtrlC();
    }
    make.close();
  }
}
