package dev.docstore.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.settings.Settings.BadSettingException;
import dev.docstore.common.settings.Startup.Exit;
import java.net.BindException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartupTest {
  @Test
  void aBadSettingIsFoundHoweverDeepItLies() {
    Exception wrapped = new IllegalStateException("bean", new BadSettingException("X is required"));
    assertThat(Exit.of(wrapped)).isEqualTo(new Exit("X is required", 1));
  }

  @Test
  void aTakenPortSaysWhatToDo() {
    Exit exit = Exit.of(new IllegalStateException("start", new BindException("in use")));
    assertThat(exit.reason()).contains("already in use").contains("PORT");
  }

  @Test
  void anythingElseNamesItsRootCause() {
    assertThat(Exit.of(new IllegalStateException("outer", new IllegalArgumentException("inner"))))
        .isEqualTo(new Exit("inner", 1));
  }

  @Test
  void aCommandLineThatCannotBeUnderstoodExitsWithTwo() {
    Settings settings = Settings.of(new String[] {"--nonsense"}, Map.of());
    assertThatThrownBy(() -> settings.allowOnlyFlags("port"))
        .satisfies(e -> assertThat(Exit.of(e).status()).isEqualTo(2))
        .hasMessage("unknown flag: --nonsense; known are --port");
  }

  @Test
  void developmentVariablesStayAtHome() {
    assertThat(settings(Map.of("DEV", "x")).developmentOnly("DEV")).hasValue("x");
    assertThat(settings(Map.of("K_SERVICE", "s")).developmentOnly("DEV")).isEmpty();
    assertThatThrownBy(() -> settings(Map.of("DEV", "x", "K_SERVICE", "s")).developmentOnly("DEV"))
        .isInstanceOf(BadSettingException.class);
  }

  @Test
  void logsAreJsonUnlessTextIsAskedFor() {
    assertThat(LogSettings.of(settings(Map.of()))).isEqualTo(new LogSettings("info", false));
    assertThat(LogSettings.of(settings(Map.of("LOG_FORMAT", "text", "LOG_LEVEL", "WARN"))))
        .isEqualTo(new LogSettings("warn", true));
    assertThat(new LogSettings("info", false).springProperties())
        .containsEntry("logging.structured.format.console", "logstash");
    assertThatThrownBy(() -> LogSettings.of(settings(Map.of("LOG_LEVEL", "loud"))))
        .hasMessage("LOG_LEVEL must be one of debug, info, warn, error");
  }

  private static Settings settings(Map<String, String> environment) {
    return Settings.of(new String[0], environment);
  }
}
