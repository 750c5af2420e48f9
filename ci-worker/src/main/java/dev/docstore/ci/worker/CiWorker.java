package dev.docstore.ci.worker;

import dev.docstore.ci.worker.engine.BuildahEngine;
import dev.docstore.ci.worker.engine.Engine;
import dev.docstore.ci.worker.engine.Engines;
import dev.docstore.ci.worker.engine.HostEngine;
import dev.docstore.common.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker process: exit code 0 after its job, 1 when it cannot start. */
public final class CiWorker {
  private static final Logger LOG = LoggerFactory.getLogger(CiWorker.class);

  private CiWorker() {}

  /** Configured by environment variables only, see {@code WorkerSettings}. */
  public static void main(String[] args) {
    System.exit(run(args, System.getenv()));
  }

  private static int run(String[] args, Map<String, String> environment) {
    try {
      Settings flagsAndVariables = Settings.of(args, environment);
      flagsAndVariables.allowOnlyFlags();
      WorkerSettings settings = WorkerSettings.from(flagsAndVariables);
      Engine engine = engines(settings, environment).named(settings.engine());
      work(settings, engine);
      return 0;
    } catch (Settings.BadSettingException | Engines.NoEngineException | IOException e) {
      System.err.println("error: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      return 1;
    }
  }

  private static Engines engines(WorkerSettings settings, Map<String, String> environment) {
    return new Engines(
        List.of(
            new BuildahEngine(settings.buildahRoot(), environment),
            new HostEngine(settings.deployed())));
  }

  private static void work(WorkerSettings settings, Engine engine)
      throws IOException, InterruptedException {
    engine.warning().ifPresent(LOG::warn);
    try (Http http = new Http();
        LogServer logServer = logServer(settings)) {
      LOG.info(
          "worker ready: engine {}, logs on port {}, {}",
          engine.name(),
          logServer.port(),
          settings.loop() ? "taking one job after another" : "exiting after one job");
      new Worker(settings, engine, logServer, http, Worker.Pace.NORMAL, Clock.systemUTC()).run();
    }
  }

  /** Watching is a convenience: a taken port must not keep jobs from running. */
  private static LogServer logServer(WorkerSettings settings) throws IOException {
    try {
      return LogServer.start(settings.logPort(), settings.deployed());
    } catch (IOException e) {
      LOG.warn(
          "port {} cannot be used for logs, taking another: {}",
          settings.logPort(),
          e.getMessage());
      return LogServer.start(0, settings.deployed());
    }
  }
}
