package dev.docstore.server;

import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import dev.docstore.server.settings.ServerSettings;
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
  /** Exits with 1 and one line on standard error when a setting is bad or the start fails. */
  public static void main(String[] args) {
    try {
      start(ServerSettings.read(Settings.of(args, System.getenv())));
    } catch (BadSettingException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Starts with settings that were read elsewhere; the caller closes the context. */
  public static ConfigurableApplicationContext start(ServerSettings settings) {
    SpringApplication application = new SpringApplication(DocStoreServer.class);
    application.setBannerMode(Banner.Mode.OFF);
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
    // Clients that stay connected need not connect anew after a hundred requests.
    properties.put("server.tomcat.max-keep-alive-requests", "-1");
    properties.put("server.error.whitelabel.enabled", "false");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    properties.put("spring.threads.virtual.enabled", "true");
    properties.put("spring.web.resources.add-mappings", "false");
    properties.put("spring.mvc.formcontent.filter.enabled", "false");
    properties.put("spring.main.log-startup-info", "false");
    properties.put(
        "spring.flyway.locations",
        "classpath:db/migration,classpath:dev/docstore/common/job/migration");
    properties.put("logging.level.root", settings.logLevel());
    properties.put("logging.level.org.flywaydb", "warn");
    properties.put("logging.level.org.springframework.web.servlet.PageNotFound", "error");
    if (!settings.textLogs()) {
      properties.put("logging.structured.format.console", "logstash");
    }
    return properties;
  }
}
