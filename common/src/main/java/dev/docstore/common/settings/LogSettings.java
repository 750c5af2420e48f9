package dev.docstore.common.settings;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a service logs: {@code LOG_LEVEL} ({@code debug}, {@code info}, {@code warn}, {@code error};
 * default {@code info}) and {@code LOG_FORMAT} ({@code text}; everything else is JSON).
 */
public record LogSettings(String level, boolean text) {
  private static final List<String> LEVELS = List.of("debug", "info", "warn", "error");

  /** Reads both variables. */
  public static LogSettings of(Settings settings) {
    String level = settings.variable("LOG_LEVEL").orElse("info").toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      throw new BadSettingException("LOG_LEVEL must be one of " + String.join(", ", LEVELS));
    }
    return new LogSettings(level, settings.variable("LOG_FORMAT").orElse("json").equals("text"));
  }

  /** The same as properties of Spring Boot's logging system. */
  public Map<String, Object> springProperties() {
    return text
        ? Map.of("logging.level.root", level)
        : Map.of("logging.level.root", level, "logging.structured.format.console", "logstash");
  }
}
