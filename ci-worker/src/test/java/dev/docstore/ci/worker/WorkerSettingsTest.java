package dev.docstore.ci.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerSettingsTest {
  private static WorkerSettings with(Map<String, String> more) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of("CI_SCHEDULER_URL", "http://scheduler:8080/", "DOCSTORE_URL", "http://server/"));
    environment.putAll(more);
    return WorkerSettings.from(Settings.of(new String[0], environment));
  }

  @Test
  void hasDefaults() {
    WorkerSettings settings = with(Map.of());

    assertThat(settings.schedulerUrl()).isEqualTo(URI.create("http://scheduler:8080"));
    assertThat(settings.docstoreUrl()).isEqualTo(URI.create("http://server"));
    assertThat(settings.localLogs()).isEmpty();
    assertThat(with(Map.of("LOG_STORE", "local")).localLogs()).contains(Path.of("/tmp/ci-logs"));
    assertThat(settings.logPort()).isEqualTo(8081);
    assertThat(settings.engine()).isEqualTo("auto");
    assertThat(settings.loop()).isFalse();
    assertThat(settings.deployed()).isFalse();
  }

  @Test
  void namesTheFirstMissingVariable() {
    assertThatThrownBy(() -> WorkerSettings.from(Settings.of(new String[0], Map.of())))
        .isInstanceOf(BadSettingException.class)
        .hasMessage("CI_SCHEDULER_URL is required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOG_STORE        | s3        | unsupported LOG_STORE "s3": must be 'local' or 'gcs'
          CI_ENGINE        | podman    | CI_ENGINE must be one of auto, buildah, host, not podman
          WORKER_LOOP      | sometimes | WORKER_LOOP must be true or false, not sometimes
          DOCSTORE_URL     | localhost | DOCSTORE_URL must be an http or https URL, not localhost
          LOG_PORT         | 99999     | LOG_PORT must be a port between 0 and 65535, not 99999
          """)
  void refusesABadValueInOneLine(String name, String value, String message) {
    assertThatThrownBy(() -> with(Map.of(name, value)))
        .isInstanceOf(BadSettingException.class)
        .hasMessage(message);
  }

  @Test
  void neverLoopsInKubernetes() {
    assertThatThrownBy(
            () -> with(Map.of("WORKER_LOOP", "true", "KUBERNETES_SERVICE_HOST", "10.0.0.1")))
        .isInstanceOf(BadSettingException.class);
    assertThat(with(Map.of("WORKER_LOOP", "true")).loop()).isTrue();
  }
}
