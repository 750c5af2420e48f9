package dev.docstore.server;

import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Startup;
import dev.docstore.server.database.FirstContact;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.web.KeyValueFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the server: reads the settings, migrates the database, listens. */
// Errors are written in one place (web); the framework's own page for them would be a route.
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class DocStoreServer {
  private static final List<String> FAILED_START =
      List.of(
          "org.springframework.boot.SpringApplication",
          "org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportLogger",
          "org.springframework.boot.tomcat.servlet.DeferredServletContainerInitializers",
          "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
          "org.springframework.boot.web.server.servlet.context."
              + "AnnotationConfigServletWebServerApplicationContext");

  /**
   * Exits with 1 and one line on standard error when a setting is bad or the start fails; stops in
   * order on SIGINT and SIGTERM.
   */
  public static void main(String[] args) {
    Startup.orExit(
        () -> new RunningServer(start(ServerSettings.read(Settings.of(args, System.getenv())))));
  }

  /** Starts with settings that were read elsewhere; the caller closes the context. */
  public static ConfigurableApplicationContext start(ServerSettings settings) {
    settings.database().ifPresent(FirstContact::require);
    SpringApplication application = new SpringApplication(DocStoreServer.class);
    application.setBannerMode(Banner.Mode.OFF);
    // Startup stops the server, so that its exit status says how that went.
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(properties(settings));
    application.addInitializers(
        context ->
            ((GenericApplicationContext) context)
                .registerBean(ServerSettings.class, () -> settings));
    return application.run();
  }

  private static Map<String, Object> properties(ServerSettings settings) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("server.port", settings.port());
    properties.put("server.shutdown", "graceful");
    properties.put("server.tomcat.max-http-form-post-size", "1MB");
    properties.put("server.max-http-request-header-size", "64KB");
    properties.put("server.tomcat.max-connections", "16384");
    // Silence within a request after which its sender is given up (408).
    properties.put("server.tomcat.connection-timeout", "10s");
    properties.put("server.tomcat.keep-alive-timeout", "60s");
    // Clients that stay connected need not connect anew after a hundred requests.
    properties.put("server.tomcat.max-keep-alive-requests", "-1");
    // Silence within a request after which its sender is given up (408).
    properties.put("server.tomcat.connection-timeout", "10s");
    properties.put("server.tomcat.keep-alive-timeout", "60s");
    properties.put("server.error.whitelabel.enabled", "false");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    properties.put("spring.threads.virtual.enabled", "true");
    properties.put("spring.web.resources.add-mappings", "false");
    properties.put("spring.mvc.formcontent.filter.enabled", "false");
    // Parts are read as they arrive; the framework would have them written to disk first.
    properties.put("spring.servlet.multipart.enabled", "false");
    properties.put("spring.main.log-startup-info", "false");
    properties.put(
        "spring.flyway.locations",
        "classpath:db/migration,classpath:dev/docstore/common/job/migration");
    // The numbers of the job tables lie above all others, so that what is new comes out of order.
    properties.put("spring.flyway.out-of-order", "true");
    properties.put("logging.level.root", settings.logLevel());
    properties.put("logging.level.org.flywaydb", "warn");
    // It warns of the order of migrations at every start, which the line above asked for.
    properties.put("logging.level.org.flywaydb.core.internal.command.DbMigrate", "error");
    properties.put("logging.level.org.springframework.web.servlet.PageNotFound", "error");
    properties.put(
        "logging.structured.format.console",
        settings.textLogs() ? KeyValueFormat.class.getName() : "logstash");
    if (!settings.logLevel().equals("debug")) {
      // A start that fails is told in one line by Startup; these would tell it three times more.
      FAILED_START.forEach(logger -> properties.put("logging.level." + logger, "off"));
    }
    return properties;
  }
}
