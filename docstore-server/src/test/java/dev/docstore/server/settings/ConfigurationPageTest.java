package dev.docstore.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of settings is made from {@link ServerSettings}, so it cannot be wrong. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  private static String page() {
    return """
        # Configuration of the server

        Every setting is an environment variable; some are flags too (`--name=value` or `--name value`), and a flag
        wins. An empty value counts as absent. A value that cannot be used ends the start with status 1 and one line
        that says what to do. Made from `ServerSettings` by `make docs`; do not edit by hand.

        """
        + SettingsTable.markdown();
  }

  @Test
  void thePageSaysWhatTheServerReads() throws IOException {
    if (Boolean.getBoolean("generate")) {
      Files.writeString(PAGE, page());
    }
    assertThat(PAGE).as("run `make docs` and commit the change").hasContent(page());
  }

  @Test
  void everyVariableIsNamedOnceAndExplained() {
    List<Setting> rows = SettingsTable.rows();

    assertThat(rows.stream().map(Setting::name)).doesNotHaveDuplicates().contains("PORT");
    assertThat(rows).allSatisfy(row -> assertThat(row.meaning()).isNotBlank());
  }

  @Test
  void theContractsFlagsAreThere() {
    assertThat(SettingsTable.flags())
        .containsExactlyInAnyOrder(
            "dev-identity",
            "bootstrap-admin",
            "iap-client-id",
            "iap-client-secret",
            "oauth-client-id",
            "oauth-client-secret",
            "session-secret");
  }
}
