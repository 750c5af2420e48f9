/// Runs DocStore on this machine: the server with its embedded PostgreSQL, ci-oidc, ci-scheduler and
/// one ci-worker, each in a JVM of its own. `make dev` builds the jars and starts this.
///
/// What it keeps lies under `.dev/` (DOCSTORE_DEV_DIR). SIGINT or SIGTERM ends everything; so does the
/// first service that ends by itself.

static final Duration TIME_TO_START = Duration.ofSeconds(120);
static final Duration TIME_TO_STOP = Duration.ofSeconds(15);

/// In the order of their start. The shutdown hook reads it while the main thread may still add.
final Map<Service, RunningService> running = Collections.synchronizedMap(new LinkedHashMap<>());
volatile boolean stopping;
volatile int exitStatus;

void main() throws InterruptedException {
  try {
    Layout layout = Layout.fromEnvironment();
    layout.checkPorts();
    Files.createDirectories(layout.dir());
    try (var lock = lock(layout.dir())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopEverything(layout)));
      startEverything(layout);
      IO.println(welcome(layout));
      awaitFirstEnd();
    }
  } catch (Problem problem) {
    fail(problem.getMessage());
  } catch (Exception unexpected) {
    fail(unexpected.toString());
  }
}

void fail(String line) throws InterruptedException {
  // Ctrl-C reaches the services too, and they may be gone before this process hears of it.
  Thread.sleep(300);
  if (!stopping) {
    exitStatus = 1;
    IO.println("dev: " + line);
    System.exit(exitStatus);
  }
}

void startEverything(Layout layout) throws Exception {
  var services = new Services(layout, Secrets.keptIn(layout.dir()));
  start(services.server());
  String database = layout.databaseUrl();
  start(services.oidc(database), services.scheduler(database));
  start(services.worker());
  Files.writeString(layout.readyFile(), layout.facts());
}

/// Side by side; returns when all of them are healthy.
void start(Service... services) throws InterruptedException {
  for (Service service : services) {
    running.put(service, RunningService.launch(service));
  }
  for (Service service : services) {
    awaitHealth(service);
  }
}

void awaitHealth(Service service) throws InterruptedException {
  RunningService started = running.get(service);
  Instant deadline = Instant.now().plus(TIME_TO_START);
  while (!service.isHealthy()) {
    if (!started.process().isAlive()) {
      throw started.endedByItself();
    }
    if (Instant.now().isAfter(deadline)) {
      throw new Problem("%s did not become healthy in %d seconds (%s)"
          .formatted(service.name(), TIME_TO_START.toSeconds(), service.health()));
    }
    Thread.sleep(100);
  }
}

/// Throws when a service ends; it never returns.
void awaitFirstEnd() throws InterruptedException {
  var ends = new LinkedBlockingQueue<RunningService>();
  running.values().forEach(started -> started.process().onExit().thenRun(() -> ends.add(started)));
  throw ends.take().endedByItself();
}

/// The shutdown hook: those who call the server go first, then the server, then what they left behind.
void stopEverything(Layout layout) {
  stopping = true;
  List<Process> processes =
      new ArrayList<>(running.values().stream().map(RunningService::process).toList());
  List<ProcessHandle> descendants = processes.stream().flatMap(Process::descendants).toList();
  Collections.reverse(processes);
  processes.forEach(Process::destroy);
  processes.forEach(process -> awaitEnd(process.toHandle()));
  descendants.forEach(ProcessHandle::destroyForcibly);
  EmbeddedPostgres.left(layout.serverData()).ifPresent(postgres -> {
    postgres.destroy();
    awaitEnd(postgres);
  });
  layout.readyFile().toFile().delete();
  if (exitStatus == 0) {
    IO.println("stopped");
  }
  Runtime.getRuntime().halt(exitStatus);
}

void awaitEnd(ProcessHandle process) {
  try {
    process.onExit().get(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS);
  } catch (TimeoutException | InterruptedException | ExecutionException e) {
    process.destroyForcibly();
  }
}

/// Two of these on one folder would be two servers on one database.
AutoCloseable lock(Path dir) throws IOException {
  var channel = FileChannel.open(
      dir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  if (channel.tryLock() == null) {
    throw new Problem(
        dir + " is in use by another `make dev`: stop that, or choose a folder with DOCSTORE_DEV_DIR");
  }
  return channel;
}

String welcome(Layout layout) {
  return """

      server      %1$s   you are %2$s
      ci-oidc     %3$s
      scheduler   %4$s
      worker      %5$s   (live logs)

      Try in another terminal:
        export DS_REMOTE=%1$s PATH="%6$s:$PATH"
        ds orgs create acme
        ds repos create acme app

      ready: Ctrl-C stops everything; the data stays in %7$s"""
      .formatted(
          layout.serverUrl(),
          layout.identity(),
          layout.oidcUrl(),
          layout.schedulerUrl(),
          layout.workerUrl(),
          layout.home().resolve("ds-cli/target"),
          layout.dir());
}
