package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConventionsTest {
  private final RunningScheduler scheduler;

  ConventionsTest(TestDatabase database) throws Exception {
    scheduler = RunningScheduler.start(database, Map.of());
  }

  @AfterAll
  void stop() {
    scheduler.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/run/", "/webhook/", "/run/x/logs/a/b", "/error"})
  void anUnknownPathIsTextNotFound(String path) throws Exception {
    HttpResponse<String> answer = scheduler.get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("404 page not found\n");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /webhook, POST",
    "DELETE, /claim, POST",
    "OPTIONS, /claim, POST",
    "PUT, /queue-depth, 'GET, HEAD'",
    "OPTIONS, /run/x, 'GET, HEAD'",
  })
  void aWrongMethodNamesTheRightOnes(String method, String path, String allowed) throws Exception {
    HttpResponse<String> answer = scheduler.send(method, path, "");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).isEqualTo("Method Not Allowed\n");
    assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "//queue-depth, /queue-depth",
    "/run/./x?a=b, /run/x?a=b",
    "/run/../queue-depth, /queue-depth",
  })
  void anUncleanPathIsSentToTheCleanOne(String path, String clean) throws Exception {
    HttpResponse<String> answer = scheduler.get(path);
    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location")).hasValue(clean);
  }

  @Test
  void aGetRouteAnswersHead() throws Exception {
    HttpResponse<String> answer = scheduler.send("HEAD", "/queue-depth", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void theQueueDepthIsExactAndOpen() throws Exception {
    assertThat(scheduler.get("/queue-depth").body()).isEqualTo("{\"queue_depth\":0}");
  }

  @Test
  void healthAndReadinessAreOpen() throws Exception {
    assertThat(scheduler.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(scheduler.get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");
  }

  @Test
  void metricsArePrometheusText() throws Exception {
    scheduler.post("/webhook", "{}");
    HttpResponse<String> answer = scheduler.get("/metrics");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).contains("version=0.0.4");
    assertThat(answer.body())
        .contains("docstore_ci_jobs{status=\"queued\"} 0\n")
        .contains("docstore_ci_oldest_wait_seconds 0.0\n")
        .contains("docstore_ci_refused_deliveries_total 1\n")
        .contains("docstore_ci_claims_total 0\n");
  }
}
