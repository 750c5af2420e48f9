package dev.docstore.ci.worker;

import dev.docstore.ci.worker.engine.Engine;
import dev.docstore.ci.worker.engine.HostEngine;
import dev.docstore.common.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of whole jobs share: a worker against a platform on real sockets. */
abstract class WholeJob {
  private static final Worker.Pace FAST =
      new Worker.Pace(
          Duration.ofMillis(10), Duration.ofMillis(50), new Retry(3, Duration.ofMillis(10)));

  @TempDir Path directory;

  FakePlatform platform;

  /** Whether logs stay here instead of going to the server. */
  boolean localLogs = true;

  @BeforeEach
  void startAPlatformWithNothingToRun() throws IOException {
    platform = new FakePlatform("", Tars.source());
  }

  @AfterEach
  void stopThePlatform() {
    platform.close();
  }

  /** From now on that is the platform. */
  void serve(FakePlatform next) {
    platform.close();
    platform = next;
  }

  void run(String ciYaml) throws Exception {
    serve(new FakePlatform(ciYaml, Tars.source()));
    run(new HostEngine(false));
  }

  void run(Engine engine) throws Exception {
    try (LogServer logServer = LogServer.start(0, false)) {
      run(engine, logServer);
    }
  }

  void run(Engine engine, LogServer logServer) throws IOException, InterruptedException {
    WorkerSettings settings =
        WorkerSettings.from(
            Settings.of(
                new String[0],
                Map.of(
                    "CI_SCHEDULER_URL", platform.url().toString(),
                    "DOCSTORE_URL", platform.url().toString(),
                    "DEV_CLAIM_TOKEN", "claim-token",
                    "LOG_STORE", localLogs ? "local" : "gcs",
                    "LOG_LOCAL_DIR", directory.resolve("logs").toString())));
    try (Http http = new Http()) {
      new Worker(settings, engine, logServer, http, FAST, Clock.systemUTC()).run();
    }
  }

  String log(String check) throws IOException {
    return Files.readString(
        directory.resolve("logs/acme/app/fix/7").resolve(CheckLog.fileName(check)));
  }
}
