package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggersTest {
  private final TestDatabase database;
  private final FakeServer server;
  private final RunningScheduler scheduler;
  private final Jobs jobs;

  TriggersTest(TestDatabase database) throws Exception {
    this.database = database;
    this.server = new FakeServer();
    this.scheduler = RunningScheduler.start(database, Map.of("DOCSTORE_URL", server.url()));
    this.jobs = new Jobs(database.dataSource());
  }

  @AfterAll
  void stop() {
    scheduler.close();
    server.close();
  }

  @Test
  void aPushFilterChoosesBranches() throws Exception {
    String yaml = "on:\n  push:\n    branches: [main, 'release/*']\n";
    server.ciYaml("acme/filter", "fix", 1, yaml);
    server.ciYaml("acme/filter", "release", 2, yaml);
    server.ciYaml("acme/filter", "main", 3, yaml);
    for (long sequence = 1; sequence <= 3; sequence++) {
      String branch = sequence == 1 ? "fix" : sequence == 2 ? "release" : "main";
      assertThat(scheduler.deliver(Events.commit("acme/filter", branch, sequence)).statusCode())
          .isEqualTo(200);
    }
    assertThat(jobs.of("acme/filter")).containsExactly("push main 3 queued");
  }

  @Test
  void aProposalFilterLooksAtTheBase() throws Exception {
    server.openProposal("acme/base", "fix", "prop-1");
    server.ciYaml("acme/base", "fix", 1, "on:\n  proposal:\n    base_branches: [main]\n");
    server.ciYaml("acme/base", "fix", 2, "on:\n  proposal:\n    base_branches: [release]\n");
    scheduler.deliver(Events.commit("acme/base", "fix", 1));
    scheduler.deliver(Events.opened("acme/base", "fix", 1));
    scheduler.deliver(Events.opened("acme/base", "fix", 2));
    assertThat(jobs.of("acme/base"))
        .containsExactly("proposal fix 1 queued", "proposal_synchronized fix 1 queued");
    assertThat(
            database.queryText(
                """
                select trigger_base_branch || ' ' || trigger_proposal_id from ci_jobs
                where repo = 'acme/base' and trigger_type = 'proposal_synchronized'
                """))
        .isEqualTo("main prop-1");
  }

  @Test
  void aBrokenConfigRunsNothingAndIsReportedWithItsLine() throws Exception {
    server.ciYaml("acme/broken", "fix", 4, "on:\n  push:\n    brunches: [main]\n");
    server.answer("POST /repos/acme/broken/-/check", 201, "{}");
    assertThat(scheduler.deliver(Events.commit("acme/broken", "fix", 4)).statusCode())
        .isEqualTo(200);
    assertThat(jobs.of("acme/broken")).isEmpty();
    FakeServer.Seen report =
        server.seen().stream()
            .filter(seen -> seen.line().equals("POST /repos/acme/broken/-/check"))
            .findFirst()
            .orElseThrow();
    JsonNode body = Json.MAPPER.readTree(report.body());
    assertThat(body.get("branch").asString()).isEqualTo("fix");
    assertThat(body.get("sequence").asLong()).isEqualTo(4);
    assertThat(body.get("check_name").asString()).isEqualTo("ci/config");
    assertThat(body.get("status").asString()).isEqualTo("failed");
    assertThat(body.at("/metadata/line").asInt()).isEqualTo(3);
    assertThat(body.at("/metadata/reason").asString()).contains("brunches");
  }

  @Test
  void aReportThatIsRefusedDoesNotFailTheDelivery() throws Exception {
    server.ciYaml("acme/mute", "fix", 4, "on: [push");
    server.answer("POST /repos/acme/mute/-/check", 403, "no");
    assertThat(scheduler.deliver(Events.commit("acme/mute", "fix", 4)).statusCode()).isEqualTo(200);
    assertThat(jobs.of("acme/mute")).isEmpty();
  }

  @Test
  void aConfigThatCannotBeFetchedFiltersNothing() throws Exception {
    server.answer("GET /repos/acme/down/-/file/.docstore/ci.yaml?branch=fix&at=1", 500, "oops");
    server.answer("GET /repos/acme/down/-/file/.docstore/ci.yaml?branch=fix&at=2", 200, "no JSON");
    server.answer("GET /repos/acme/down/-/proposals?state=open&branch=fix", 500, "oops");
    scheduler.deliver(Events.commit("acme/down", "fix", 1));
    scheduler.deliver(Events.commit("acme/down", "fix", 2));
    assertThat(jobs.of("acme/down")).containsExactly("push fix 1 cancelled", "push fix 2 queued");
  }

  @Test
  void permissionsComeFromTheDefaultBranch() throws Exception {
    server.ciYaml("acme/rights", "fix", 1, "permissions: {contents: write}\n");
    server.ciYamlAtHead("acme/rights", "main", "permissions: {issues: write, checks: write}\n");
    scheduler.deliver(Events.commit("acme/rights", "fix", 1));
    assertThat(database.queryText("select permissions from ci_jobs where repo = 'acme/rights'"))
        .isEqualTo("{checks,issues}");
  }

  @Test
  void aDefaultBranchThatGrantsNothingGrantsChecks() throws Exception {
    server.ciYamlAtHead("acme/humble", "main", "permissions: {}\n");
    scheduler.deliver(Events.commit("acme/humble", "fix", 1));
    assertThat(database.queryText("select permissions from ci_jobs where repo = 'acme/humble'"))
        .isEqualTo("{checks}");
  }
}
