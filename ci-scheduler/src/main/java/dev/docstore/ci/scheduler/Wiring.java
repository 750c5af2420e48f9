package dev.docstore.ci.scheduler;

import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.common.http.TextErrorFilter;
import dev.docstore.common.job.ClaimedJobs;
import java.net.http.HttpClient;
import java.time.Clock;
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
import org.springframework.context.event.ContextClosedEvent;
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
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Nothing when the process was not told of a server. */
  @Bean
  ServerAccess serverAccess(HttpClient client, SchedulerSettings settings, Clock clock) {
    ServerIdentity identity =
        settings
            .identity()
            .audience()
            .<ServerIdentity>map(
                audience ->
                    new MetadataIdentity(
                        client, settings.identity().metadataHost(), audience, clock))
            .orElseGet(() -> ServerIdentity.development(settings.devIdentity()));
    return new ServerAccess(
        settings.server().map(url -> new DocStoreServer(client, url, identity)));
  }

  /** A bean cannot be an Optional. */
  record ServerAccess(Optional<DocStoreServer> server) {}

  @Bean
  Repos repos(ServerAccess access) {
    return new Repos(access.server());
  }

  @Bean
  TransactionTemplate transaction(HikariDataSource database) {
    return new TransactionTemplate(new JdbcTransactionManager(database));
  }

  @Bean
  Schedules schedules(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    return new Schedules(jdbc, transaction, clock);
  }

  @Bean
  Triggers triggers(Repos repos, JobQueue queue, Schedules schedules) {
    return new Triggers(repos, queue, schedules);
  }

  @Bean
  CronRunner cronRunner(Schedules schedules, Repos repos, Triggers triggers, Clock clock) {
    return new CronRunner(schedules, repos, triggers, clock);
  }

  @Bean
  Registration registration(
      ServerAccess access, SchedulerSettings settings, Repos repos, Schedules schedules) {
    return new Registration(
        subscriptions(access, settings), new AllRepos(repos, schedules), Registration.Pace.USUAL);
  }

  private static Optional<Subscriptions> subscriptions(
      ServerAccess access, SchedulerSettings settings) {
    if (access.server().isEmpty()
        || settings.ownUrl().isEmpty()
        || settings.webhookSecret().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Subscriptions(
            access.server().get(),
            settings.ownUrl().get() + "/webhook",
            settings.webhookSecret().get()));
  }

  /** Only once deliveries can be taken. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> registrationStart(Registration registration) {
    return _ -> registration.start();
  }

  @Bean
  JdbcClient jdbc(HikariDataSource database) {
    return JdbcClient.create(database);
  }

  @Bean
  JobQueue jobQueue(
      JdbcClient jdbc, TransactionTemplate transaction, SchedulerSettings settings, JobBell bell) {
    return new JobQueue(jdbc, transaction, settings.supersedeRunning(), bell);
  }

  @Bean
  JobBell jobBell() {
    return new JobBell();
  }

  /** Before the web server waits for the requests that are under way. */
  @Bean
  ApplicationListener<ContextClosedEvent> claimsEnd(JobBell bell) {
    return _ -> bell.close();
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
  SpentPods spentPods(JdbcClient jdbc, Cluster cluster) {
    return new SpentPods(jdbc, cluster.client());
  }

  @Bean
  ClaimProof claimProof(SchedulerSettings settings, Cluster cluster, Clock clock) {
    return cluster
        .client()
        .<ClaimProof>map(client -> new PodProof(client, clock))
        .orElseGet(() -> new DevClaimProof(settings.devClaimToken()));
  }

  @Bean
  Callers callers(SchedulerSettings settings) {
    return new Callers(settings, GoogleCallers.of(settings.identity(), settings.ownUrl()));
  }

  @Bean
  LogProxy logProxy(HttpClient client) {
    return new LogProxy(client);
  }
}
