package dev.docstore.ci.scheduler;

import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.common.http.TextErrorFilter;
import dev.docstore.common.job.ClaimedJobs;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the parts of the scheduler together. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {DataSourceAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@EnableScheduling
@Import({
  WebhookController.class,
  WorkerController.class,
  RunController.class,
  StatusController.class
})
class Wiring {
  @Bean
  TextErrorFilter textErrors() {
    return new TextErrorFilter();
  }

  /** A check's name may hold a slash, which stands as {@code %2F} in its one path segment. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
    TomcatConnectorCustomizer passThrough =
        connector -> connector.setEncodedSolidusHandling("passthrough");
    return factory -> factory.addConnectorCustomizers(passThrough);
  }

  @Bean
  HttpClient httpClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  @Bean
  Triggers triggers(HttpClient client, SchedulerSettings settings, JobQueue queue) {
    return new Triggers(new Repos(server(client, settings)), queue);
  }

  @Bean
  Registration registration(HttpClient client, SchedulerSettings settings) {
    Optional<Subscriptions> subscriptions =
        server(client, settings)
            .flatMap(
                server ->
                    settings
                        .ownUrl()
                        .flatMap(
                            own ->
                                settings
                                    .webhookSecret()
                                    .map(
                                        secret ->
                                            new Subscriptions(server, own + "/webhook", secret))));
    return new Registration(subscriptions, Registration.Pace.USUAL);
  }

  /** Only once deliveries can be taken. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> registrationStart(Registration registration) {
    return _ -> registration.start();
  }

  private static Optional<DocStoreServer> server(HttpClient client, SchedulerSettings settings) {
    return settings.server().map(url -> new DocStoreServer(client, url, settings.devIdentity()));
  }

  @Bean
  JdbcClient jdbc(HikariDataSource database) {
    return JdbcClient.create(database);
  }

  @Bean
  JobQueue jobQueue(HikariDataSource database, JdbcClient jdbc) {
    return new JobQueue(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)));
  }

  @Bean
  QueueState queueState(JdbcClient jdbc) {
    return new QueueState(jdbc);
  }

  @Bean
  ClaimedJobs claimedJobs(HikariDataSource database) {
    return new ClaimedJobs(database);
  }

  @Bean
  Reaper reaper(JdbcClient jdbc) {
    return new Reaper(jdbc);
  }

  @Bean
  Metrics metrics(QueueState queue) {
    return new Metrics(queue);
  }

  @Bean
  ClaimProof claimProof(SchedulerSettings settings) {
    return new DevClaimProof(settings.devClaimToken());
  }

  @Bean
  Callers callers(SchedulerSettings settings, ClaimProof proof) {
    return new Callers(settings, proof);
  }

  @Bean
  LogProxy logProxy(HttpClient client) {
    return new LogProxy(client);
  }
}
