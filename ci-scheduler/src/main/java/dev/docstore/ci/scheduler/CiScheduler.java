package dev.docstore.ci.scheduler;

import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.common.job.JobTables;
import dev.docstore.common.settings.DatabaseUrl;
import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Startup;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The scheduler as a process. {@code DATABASE_URL} is required; the tables are made by the server,
 * which this waits for.
 */
public final class CiScheduler {
  private static final Duration SCHEMA_WAIT = Duration.ofMinutes(2);

  private CiScheduler() {}

  /** Starts the service and returns while it runs; a failure exits with one line on stderr. */
  public static void main(String[] args) {
    Startup.orExit(() -> start(SchedulerSettings.of(Settings.of(args, System.getenv()))));
  }

  static ConfigurableApplicationContext start(SchedulerSettings settings)
      throws InterruptedException {
    return start(
        settings, settings.inCluster() ? Optional.of(Cluster.connect()) : Optional.empty());
  }

  /**
   * @param kubernetes where pods prove themselves; nothing outside of it
   */
  static ConfigurableApplicationContext start(
      SchedulerSettings settings, Optional<KubernetesClient> kubernetes)
      throws InterruptedException {
    SpringApplication application = new SpringApplication(Wiring.class);
    // Startup stops the service.
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(settings.log().springProperties());
    application.addInitializers(
        new Given(settings, pool(settings.database()), new Cluster(kubernetes)));
    return application.run("--server.port=" + settings.port());
  }

  private static HikariDataSource pool(DatabaseUrl url) throws InterruptedException {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url.jdbcUrl());
    if (!url.user().isEmpty()) {
      pool.setUsername(url.user());
      pool.setPassword(url.password());
    }
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionTimeout(5_000);
    JobTables.await(pool, SCHEMA_WAIT);
    return pool;
  }

  /** Hands what exists before the application context to it. */
  private record Given(SchedulerSettings settings, HikariDataSource pool, Cluster cluster)
      implements ApplicationContextInitializer<GenericApplicationContext> {
    @Override
    public void initialize(GenericApplicationContext context) {
      context.registerBean(SchedulerSettings.class, () -> settings);
      context.registerBean(HikariDataSource.class, () -> pool);
      context.registerBean(Cluster.class, () -> cluster);
    }
  }
}
