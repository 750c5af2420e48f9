package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A re-run is a row that the server writes; here it is handed out like any other job. */
@DatabaseTest
class RerunClaimTest {
  @Test
  void aClaimTellsTheAttemptAndTheChecksToRun(TestDatabase database) throws Exception {
    try (RunningScheduler scheduler = RunningScheduler.start(database, Map.of())) {
      database.execute(
          """
          insert into ci_jobs (repo, branch, sequence, trigger_type, trigger_branch, attempt, checks)
          values ('acme/one', 'fix', 7, 'push', 'fix', 2, '{build,test}')
          """);

      HttpResponse<String> claimed = scheduler.claim();

      JsonNode job = Json.MAPPER.readTree(claimed.body()).get("job");
      assertThat(job.get("attempt").asInt()).isEqualTo(2);
      assertThat(job.get("checks").toString()).isEqualTo("[\"build\",\"test\"]");
      assertThat(scheduler.claim().statusCode()).isEqualTo(204);
    }
  }
}
