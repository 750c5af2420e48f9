package dev.docstore.ci.oidc;

import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.common.http.TextErrorFilter;
import dev.docstore.common.job.JobTables;
import dev.docstore.common.settings.DatabaseUrl;
import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Startup;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The token issuer as a process. {@code DATABASE_URL} is required unless {@code PUBLIC_ONLY}; the
 * tables are made by the server, which this waits for.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {DataSourceAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@Import(DiscoveryController.class)
public class CiOidc {
  private static final Duration SCHEMA_WAIT = Duration.ofMinutes(2);

  /** Starts the service and returns while it runs; a failure exits with one line on stderr. */
  public static void main(String[] args) {
    Startup.orExit(() -> start(OidcSettings.of(Settings.of(args, System.getenv()))));
  }

  static ConfigurableApplicationContext start(OidcSettings settings) throws InterruptedException {
    Class<?>[] parts =
        settings.database().isPresent()
            ? new Class<?>[] {CiOidc.class, Issuing.class}
            : new Class<?>[] {CiOidc.class};
    SpringApplication application = new SpringApplication(parts);
    // Startup stops the service.
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(settings.log().springProperties());
    application.addInitializers(new Given(settings, signer(settings), pool(settings.database())));
    return application.run("--server.port=" + settings.port());
  }

  private static Signer signer(OidcSettings settings) {
    return new LocalSigner(
        settings.keyFile().map(path -> new KeyFile(path).loadOrCreate()).orElseGet(KeyFile::random),
        settings.previousKeyFile().map(path -> new KeyFile(path).load()));
  }

  private static Optional<HikariDataSource> pool(Optional<DatabaseUrl> url)
      throws InterruptedException {
    if (url.isEmpty()) {
      return Optional.empty();
    }
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url.get().jdbcUrl());
    if (!url.get().user().isEmpty()) {
      pool.setUsername(url.get().user());
      pool.setPassword(url.get().password());
    }
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionTimeout(5_000);
    JobTables.await(pool, SCHEMA_WAIT);
    return Optional.of(pool);
  }

  /** Hands what exists before the application context to it. */
  private record Given(OidcSettings settings, Signer signer, Optional<HikariDataSource> pool)
      implements ApplicationContextInitializer<GenericApplicationContext> {
    @Override
    public void initialize(GenericApplicationContext context) {
      context.registerBean(OidcSettings.class, () -> settings);
      context.registerBean(Signer.class, () -> signer);
      pool.ifPresent(source -> context.registerBean(HikariDataSource.class, () -> source));
    }
  }

  @Bean
  TextErrorFilter textErrors() {
    return new TextErrorFilter();
  }
}
