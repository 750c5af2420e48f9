package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTest {
  private final FakeServer server;
  private final RunningScheduler scheduler;
  private final Jobs jobs;

  WebhookTest(TestDatabase database) throws Exception {
    server = new FakeServer();
    scheduler = RunningScheduler.start(database, Map.of("DOCSTORE_URL", server.url() + "/"));
    jobs = new Jobs(database.dataSource());
  }

  @BeforeAll
  void anOpenProposal() {
    server.openProposal("acme/proposed", "fix", "prop-7");
  }

  @AfterAll
  void stop() {
    scheduler.close();
    server.close();
  }

  @Test
  void aCommitMakesAPushJob() throws Exception {
    HttpResponse<String> answer = scheduler.deliver(Events.commit("acme/one", "fix", 7));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(jobs.of("acme/one")).containsExactly("push fix 7 queued");
  }

  @Test
  void aCommitOnAProposedBranchAlsoMakesAProposalJob() throws Exception {
    scheduler.deliver(Events.commit("acme/proposed", "fix", 3));
    assertThat(jobs.of("acme/proposed"))
        .containsExactly("proposal_synchronized fix 3 queued", "push fix 3 queued");
  }

  @Test
  void anOpenedProposalMakesAJob() throws Exception {
    scheduler.deliver(Events.opened("acme/opened", "fix", 4));
    assertThat(jobs.of("acme/opened")).containsExactly("proposal fix 4 queued");
  }

  @Test
  void mergesAndRebasesTriggerLikeCommits() throws Exception {
    scheduler.deliver(Events.merged("acme/merged", "fix", 9));
    scheduler.deliver(Events.rebased("acme/merged", "fix2", 12));
    assertThat(jobs.of("acme/merged")).containsExactly("push main 9 queued", "push fix2 12 queued");
  }

  @Test
  void aRedeliveredEventMakesNothingNew() throws Exception {
    String event = Events.commit("acme/twice", "fix", 7);
    scheduler.deliver(event);
    assertThat(scheduler.deliver(event).statusCode()).isEqualTo(200);
    assertThat(jobs.of("acme/twice")).containsExactly("push fix 7 queued");
  }

  @Test
  void aNewerPushCancelsTheWaitingOneOfItsBranch() throws Exception {
    scheduler.deliver(Events.commit("acme/fast", "fix", 7));
    scheduler.deliver(Events.commit("acme/fast", "other", 8));
    scheduler.deliver(Events.commit("acme/fast", "fix", 9));
    assertThat(jobs.of("acme/fast"))
        .containsExactly("push fix 7 cancelled", "push other 8 queued", "push fix 9 queued");
  }

  @Test
  void aLateOlderPushIsCancelledAtOnce() throws Exception {
    scheduler.deliver(Events.commit("acme/late", "fix", 9));
    scheduler.deliver(Events.commit("acme/late", "fix", 7));
    assertThat(jobs.of("acme/late")).containsExactly("push fix 7 cancelled", "push fix 9 queued");
  }

  @Test
  void asksForTheConfigOfTheCommitAsItself() throws Exception {
    scheduler.deliver(Events.commit("acme/asked", "feat/x y", 5));
    assertThat(server.seen())
        .anySatisfy(
            seen -> {
              assertThat(seen.line())
                  .isEqualTo(
                      "GET /repos/acme/asked/-/file/.docstore/ci.yaml?branch=feat%2Fx+y&at=5");
              assertThat(seen.header("X-docstore-identity")).isEqualTo("scheduler@example.com");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=0000",
        "df5bbf2b5e3b",
      })
  void refusesASignatureThatIsNotTheBodys(String signature) throws Exception {
    String event = Events.commit("acme/forged", "fix", 1);
    HttpResponse<String> answer =
        scheduler.post("/webhook", event, "X-DocStore-Signature", signature);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("invalid signature\n");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
    assertThat(jobs.of("acme/forged")).isEmpty();
  }

  @Test
  void refusesADeliveryWithoutASignature() throws Exception {
    assertThat(scheduler.post("/webhook", "not even JSON").body()).isEqualTo("invalid signature\n");
  }

  @Test
  void refusesABodyAboveOneMebibyte() throws Exception {
    HttpResponse<String> answer = scheduler.deliver(" ".repeat((1 << 20) + 1));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|invalid cloudevent body",
        "nonsense|invalid cloudevent body",
        "{\"type\":7}|invalid cloudevent body",
        "{\"type\":\"x\"} more|invalid cloudevent body",
        "{\"type\":\"com.docstore.commit.created\"}|invalid event data",
        "{\"type\":\"com.docstore.commit.created\",\"data\":[]}|invalid event data",
        "{\"type\":\"com.docstore.commit.created\",\"data\":{\"sequence\":\"7\"}}|invalid event data",
        "{\"type\":\"com.docstore.commit.created\",\"data\":{\"repo\":\"a\\u0000\",\"branch\":\"b\"}}|invalid event data",
        "{\"type\":\"com.docstore.commit.created\",\"data\":null}|missing repo or branch in event data",
        "{\"type\":\"com.docstore.proposal.opened\",\"data\":{\"repo\":\"a/b\"}}|missing repo or branch in event data",
        "{\"type\":\"com.docstore.commit.created\",\"data\":{\"branch\":\"b\",\"repo\":\"\"}}|missing repo or branch in event data",
      })
  void refusesWhatIsNoEvent(String body, String message) throws Exception {
    HttpResponse<String> answer = scheduler.deliver(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(message + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"type\":\"com.docstore.tomorrow\",\"data\":7}",
        "{\"type\":\"COM.docstore.commit.created\",\"data\":7}"
      })
  void takesAndIgnoresWhatItDoesNotKnow(String body) throws Exception {
    HttpResponse<String> answer = scheduler.deliver(body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void anEventWithoutAnIdMakesAJobEachTime() throws Exception {
    String event =
        "{\"TYPE\":\"com.docstore.commit.created\",\"data\":{\"Repo\":\"acme/noid\",\"branch\":\"b\"}}";
    scheduler.deliver(event);
    scheduler.deliver(event);
    assertThat(jobs.of("acme/noid")).containsExactly("push b 0 queued", "push b 0 queued");
  }
}
