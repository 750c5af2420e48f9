package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.event.Event;
import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStreamTest {
  private static final Duration QUIET = Duration.ofMillis(300);

  private final TestDatabase database;
  private TestServer server;
  private EventScenario scenario;

  EventStreamTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void start() {
    server = TestServer.start(database, Map.of());
    scenario = new EventScenario(database, server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private SseClient open(String path, String... headers) {
    return SseClient.open(server.url(), TestServer.ADMIN, path, headers);
  }

  private SseClient openRepo(String repo, String query) {
    return open("/repos/" + repo + "/-/events" + query);
  }

  private String frame(long seq) {
    return "id: " + seq + "\ndata: " + scenario.payload(seq) + "\n\n";
  }

  @Test
  void writesTheHeadersAndFramesOfTheContract() {
    String repo = scenario.repo();
    try (SseClient stream = openRepo(repo, "")) {
      long seq = scenario.commit(repo, 7);
      assertThat(stream.statusLine()).startsWith("HTTP/1.1 200");
      assertThat(stream.headers())
          .containsEntry("content-type", "text/event-stream")
          .containsEntry("cache-control", "no-cache")
          .containsEntry("connection", "keep-alive")
          .containsEntry("x-accel-buffering", "no");
      assertThat(stream.frame()).isEqualTo(frame(seq));
      assertThat(scenario.payload(seq))
          .contains("\"type\":\"com.docstore.commit.created\"")
          .contains("a \\u003c b");
    }
  }

  @Test
  void beginsWithNewEventsUnlessTold() {
    String repo = scenario.repo();
    scenario.commit(repo, 1);
    try (SseClient stream = openRepo(repo, "")) {
      long second = scenario.commit(repo, 2);
      assertThat(stream.frame()).isEqualTo(frame(second));
    }
  }

  @Test
  void replaysWhatFollowsTheNumberAndGoesOn() {
    String repo = scenario.repo();
    long first = scenario.commit(repo, 1);
    long second = scenario.commit(repo, 2);
    try (SseClient stream = openRepo(repo, "?since_seq=" + first)) {
      assertThat(stream.frame()).isEqualTo(frame(second));
      long third = scenario.commit(repo, 3);
      assertThat(stream.frame()).isEqualTo(frame(third));
    }
  }

  @Test
  void replaysEverythingForZeroAndForWhatIsNoNumber() {
    String repo = scenario.repo();
    long first = scenario.commit(repo, 1);
    for (String since : new String[] {"0", "-5", "soon"}) {
      try (SseClient stream = openRepo(repo, "?since_seq=" + since)) {
        assertThat(stream.frame()).as(since).isEqualTo(frame(first));
      }
    }
  }

  @Test
  void resumesByTheHeaderAndTheQueryWinsOverIt() {
    String repo = scenario.repo();
    long first = scenario.commit(repo, 1);
    long second = scenario.commit(repo, 2);
    String path = "/repos/" + repo + "/-/events";
    try (SseClient byHeader = open(path, "Last-Event-ID", Long.toString(first));
        SseClient byQuery = open(path + "?since_seq=0", "Last-Event-ID", Long.toString(first))) {
      assertThat(byHeader.frame()).isEqualTo(frame(second));
      assertThat(byQuery.frame()).isEqualTo(frame(first));
    }
  }

  @Test
  void leavesOutOtherTypesAndOtherRepos() {
    String repo = scenario.repo();
    String other = scenario.repo();
    String types = "&types=,com.docstore.branch.created%20,com.docstore.none";
    try (SseClient live = openRepo(repo, "?" + types.substring(1));
        SseClient all = open("/events?since_seq=" + scenario.end() + "&repo=" + other)) {
      scenario.commit(repo, 1);
      long elsewhere = scenario.commit(other, 1);
      long wanted = scenario.append(new Event.BranchCreated(repo, "fix", 0, "alice@example.com"));
      assertThat(live.frame()).isEqualTo(frame(wanted));
      assertThat(all.frame()).isEqualTo(frame(elsewhere));
      try (SseClient replayed = openRepo(repo, "?since_seq=0" + types)) {
        assertThat(replayed.frame()).isEqualTo(frame(wanted));
      }
    }
  }

  @Test
  void givesTheGlobalAdminTheEventsOfOrgsToo() {
    try (SseClient stream = open("/events?types=com.docstore.org.created")) {
      long seq = scenario.append(new Event.OrgCreated("acme", "alice@example.com"));
      assertThat(stream.frame()).isEqualTo(frame(seq));
    }
    server
        .as("bob@example.com")
        .get("/events")
        .expectError(403, "FORBIDDEN", "forbidden: global admin required");
  }

  @Test
  void refusesStrangersUnknownReposAndOtherMethods() {
    String repo = scenario.repo();
    String path = "/repos/" + repo + "/-/events";
    server.as("bob@example.com").get(path).expectError(403, "FORBIDDEN", "forbidden");
    server
        .api()
        .get("/repos/no/such/-/events")
        .expectError(404, "REPO_NOT_FOUND", "repo not found");
    assertThat(server.api().send("HEAD", "/events", "").status()).isEqualTo(405);
    assertThat(server.as("bob@example.com").send("HEAD", "/events", "").status()).isEqualTo(403);
  }

  @Test
  void endsWhenTheReaderLosesTheRoleWithoutShowingMore() {
    String repo = scenario.repo();
    scenario.grant(repo, "carol@example.com", "admin");
    scenario.grant(repo, "bob@example.com", "reader");
    try (SseClient stream =
        SseClient.open(server.url(), "bob@example.com", "/repos/" + repo + "/-/events")) {
      long before = scenario.commit(repo, 1);
      assertThat(stream.frame()).isEqualTo(frame(before));
      scenario.revoke(repo, "bob@example.com");
      scenario.append(new Event.RoleChanged(repo, "bob@example.com", "", "carol@example.com"));
      scenario.commit(repo, 2);
      assertThat(stream.frame()).isNull();
    }
  }

  @Test
  void endsWhenTheReaderLeavesTheOrg() {
    String repo = server.newRepo();
    String member = "/orgs/" + repo.substring(0, repo.indexOf('/')) + "/members/dora@example.com";
    server.api().post(member, "{\"role\":\"member\"}").expect(200);
    try (SseClient stream =
        SseClient.open(server.url(), "dora@example.com", "/repos/" + repo + "/-/events")) {
      long before = scenario.commit(repo, 1);
      assertThat(stream.frame()).isEqualTo(frame(before));
      server.api().delete(member).expect(204);
      assertThat(stream.frame()).isNull();
    }
  }

  @Test
  void endsWithTheRepo() {
    String repo = scenario.repo();
    try (SseClient stream = openRepo(repo, "")) {
      database.execute("delete from repos where name = '" + repo + "'");
      long seq = scenario.append(new Event.RepoDeleted(repo, "alice@example.com"));
      assertThat(stream.frame()).isEqualTo(frame(seq));
      assertThat(stream.frame()).isNull();
    }
  }

  @Test
  void keepsAQuietStreamAliveWhileOthersAreBusy() {
    String repo = scenario.repo();
    String busy = scenario.repo();
    long begin = System.nanoTime();
    try (SseClient stream = openRepo(repo, "")) {
      String frame = "";
      for (int i = 1; "".equals(frame); i++) {
        scenario.commit(busy, i);
        frame = stream.frame(QUIET);
      }
      assertThat(frame).isEqualTo(": keepalive\n\n");
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(14_500), Duration.ofSeconds(25));
    }
  }
}
