package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that stands in a repo stops the scheduler or anybody else's jobs (page 00 E12). */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRepoTest {
  private static final String REPO = "acme/hostile";

  private final FakeServer server;
  private final RunningScheduler scheduler;
  private final Jobs jobs;
  private int sequence;

  HostileRepoTest(TestDatabase database) throws Exception {
    server = new FakeServer();
    server.answer("POST /repos/" + REPO + "/-/check", 201, "{}");
    scheduler = RunningScheduler.start(database, Map.of("DOCSTORE_URL", server.url()));
    jobs = new Jobs(database.dataSource());
  }

  @AfterAll
  void stop() {
    scheduler.close();
    server.close();
  }

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("brackets", "[".repeat(200_000)),
        Arguments.of("braces", "{".repeat(200_000)),
        Arguments.of("nested", "a: ".repeat(50_000)),
        Arguments.of("aliases", laughs()),
        Arguments.of("itself", "checks: &a [*a]\n"),
        Arguments.of("merged into itself", "on: &a\n  <<: *a\n"),
        Arguments.of("no end", "on: \"" + "x".repeat(250_000)),
        Arguments.of("a tag of Java", "on: !!java.net.URL [http://127.0.0.1/]\n"),
        Arguments.of("no text", "\u0000\u0001\u0002"),
        Arguments.of("a long key", "k".repeat(100_000) + ": 1\n"),
        Arguments.of("huge", "#" + "x".repeat(300 * 1024)),
        Arguments.of("stars", push("*".repeat(5_000) + "z")),
        Arguments.of("alternatives", push("{a,".repeat(2_000))),
        Arguments.of("nothing to choose from", push("{}{,}{{},}a{")),
        Arguments.of("a class", push("[" + "a-".repeat(3_000))),
        Arguments.of("a zone and nothing else", "on: {push: {}, schedule: [{cron: TZ=UTC}]}\n"),
        Arguments.of("needs of itself", "checks: [{name: a, image: x, needs: [a]}]\n"));
  }

  private static String push(String glob) {
    return "on:\n  push:\n    branches: ['" + glob + "']\n";
  }

  private static String laughs() {
    StringBuilder yaml = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      yaml.append("l%d: &l%d [%s]\n".formatted(i, i, "*l%d, ".formatted(i - 1).repeat(9)));
    }
    return yaml.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void aFileOnlyEverAffectsItsOwnRepo(String what, String yaml) throws Exception {
    long at = ++sequence;
    server.ciYaml(REPO, "main", at, yaml);
    server.ciYamlAtHead(REPO, "main", yaml);
    assertThat(scheduler.deliver(Events.commit(REPO, "main", at)).statusCode())
        .as(what)
        .isEqualTo(200);
    scheduler.part(CronRunner.class).round();
    scheduler.deliver(Events.commit("acme/calm", "main", at));
    assertThat(jobs.of("acme/calm")).contains("push main " + at + " queued");
  }

  @Test
  void namesAreOnlyEverNames() throws Exception {
    for (String name :
        new String[] {
          "../../etc",
          "a/-/b",
          "%2e%2e",
          "x?y=z#f",
          "a b",
          "\u202egnp",
          "'; drop table ci_jobs --",
          "\ud83d\udca9",
          "${jndi:ldap://127.0.0.1/a}",
          "r".repeat(10_000),
          "\ud800"
        }) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("repo", name);
      data.put("branch", name);
      data.put("sequence", 1);
      data.put("proposal_id", name);
      data.put("base_branch", name);
      for (String type : new String[] {"commit.created", "proposal.opened", "branch.merged"}) {
        HttpResponse<String> answer =
            scheduler.deliver(
                Json.write(Map.of("type", "com.docstore." + type, "id", name, "data", data)));
        assertThat(answer.statusCode()).as(name).isIn(200, 400);
      }
    }
    assertThat(scheduler.get("/readyz").statusCode()).isEqualTo(200);
  }
}
