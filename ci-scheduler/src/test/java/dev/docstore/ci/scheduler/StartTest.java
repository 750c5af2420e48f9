package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.job.ClaimResponse;
import dev.docstore.common.json.Json;
import dev.docstore.common.settings.Settings;
import dev.docstore.common.settings.Settings.BadSettingException;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@DatabaseTest
class StartTest {
  private static final String DATABASE = "postgres://u@localhost/db";

  @Test
  void aRestartForgetsNothing(TestDatabase database) throws Exception {
    ClaimResponse claim;
    try (RunningScheduler before = RunningScheduler.start(database, Map.of())) {
      before.deliver(Events.commit("acme/one", "fix", 7));
      before.deliver(Events.commit("acme/two", "fix", 7));
      claim = Json.read(before.claim().body(), ClaimResponse.class);
    }
    try (RunningScheduler after = RunningScheduler.start(database, Map.of())) {
      assertThat(after.get("/queue-depth").body()).isEqualTo("{\"queue_depth\":1}");
      assertThat(
              after
                  .post(
                      "/jobs/" + claim.job().id() + "/complete",
                      "{\"status\":\"passed\"}",
                      "Authorization",
                      "Bearer " + claim.requestToken())
                  .statusCode())
          .isEqualTo(204);
    }
  }

  @Test
  void nobodyClaimsOutsideKubernetesWithoutAToken(TestDatabase database) throws Exception {
    try (RunningScheduler closed =
        RunningScheduler.start(database, Map.of("DEV_CLAIM_TOKEN", "", "DEV_IDENTITY", ""))) {
      assertThat(closed.claim().statusCode()).isEqualTo(401);
      assertThat(closed.post("/claim", "", "Authorization", "Bearer ").statusCode()).isEqualTo(401);
      assertThat(closed.post("/run", "{}", "X-DocStore-Identity", "ann@example.com").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void theDatabaseIsRequired() {
    assertThatThrownBy(() -> settings(Map.of()))
        .isInstanceOf(BadSettingException.class)
        .hasMessage("DATABASE_URL is required");
  }

  @Test
  void theFlagWinsOverTheVariableForThePort() {
    Map<String, String> environment = Map.of("DATABASE_URL", DATABASE, "PORT", "9000");
    assertThat(settings(environment).port()).isEqualTo(9000);
    assertThat(settings(environment, "--port=9001").port()).isEqualTo(9001);
    assertThat(settings(Map.of("DATABASE_URL", DATABASE), "-port", "9002").port()).isEqualTo(9002);
  }

  @Test
  void developmentSettingsAreRefusedInProduction() {
    for (String door : new String[] {"DEV_IDENTITY", "DEV_CLAIM_TOKEN"}) {
      for (String place : new String[] {"K_SERVICE", "KUBERNETES_SERVICE_HOST"}) {
        assertThatThrownBy(
                () -> settings(Map.of("DATABASE_URL", DATABASE, door, "x", place, "here")))
            .hasMessage(door + " is for development only; unset it here");
      }
    }
  }

  @Test
  void anUnknownFlagIsAUsageError() {
    assertThatThrownBy(() -> settings(Map.of("DATABASE_URL", DATABASE), "--nonsense"))
        .isInstanceOfSatisfying(
            BadSettingException.class, e -> assertThat(e.exitStatus()).isEqualTo(2))
        .hasMessageContaining("--docstore-url");
  }

  @Test
  void aUrlThatIsNoneIsRefusedByName() {
    assertThatThrownBy(
            () -> settings(Map.of("DATABASE_URL", DATABASE, "RUNNER_URL", "localhost:8080")))
        .hasMessage("RUNNER_URL must be an http or https URL, not localhost:8080");
  }

  @Test
  void aSettingThatCannotBeUsedIsRefusedByName() {
    assertThatThrownBy(
            () -> settings(Map.of("DATABASE_URL", DATABASE, "SUPERSEDE_RUNNING", "maybe")))
        .hasMessage("SUPERSEDE_RUNNING must be true or false, not maybe");
    assertThatThrownBy(
            () -> settings(Map.of("DATABASE_URL", DATABASE, "SERVICE_IDENTITIES", "a@example.com")))
        .hasMessageStartingWith("SERVICE_IDENTITIES needs RUNNER_URL");
    assertThatThrownBy(
            () ->
                settings(
                    Map.of(
                        "DATABASE_URL", DATABASE,
                        "DOCSTORE_URL", "http://server.test",
                        "DEV_IDENTITY", "ci@example.com",
                        "DOCSTORE_AUDIENCE", "client")))
        .hasMessage("DEV_IDENTITY and DOCSTORE_AUDIENCE exclude each other; unset one");
  }

  @Test
  void everyVariableIsExplained() throws Exception {
    String page = Files.readString(Path.of("../docs/ci-scheduler.md"));
    String source =
        Files.readString(Path.of("src/main/java/dev/docstore/ci/scheduler/SchedulerSettings.java"));
    Matcher name = Pattern.compile("\"([A-Z][A-Z_]{3,})\"").matcher(source);
    List<String> missing = new ArrayList<>();
    while (name.find()) {
      if (!page.contains("`" + name.group(1) + "`")) {
        missing.add(name.group(1));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(page).contains("`LOG_LEVEL`", "`LOG_FORMAT`");
  }

  private static SchedulerSettings settings(Map<String, String> environment, String... flags) {
    return SchedulerSettings.of(Settings.of(flags, environment));
  }
}
