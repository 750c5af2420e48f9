package dev.docstore.server.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Spec 02 §6.3, and the refs of §6.4. */
class IssueRefTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String ID = "0a1b2c3d-0000-4000-8000-00000000beef";

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  private void open(String body) {
    repo.post("issues", "{\"title\":\"t\",\"body\":\"%s\"}".formatted(body)).expect(201);
  }

  private List<String> refs(long number) {
    return repo.get("issues/" + number + "/refs")
        .expect(200)
        .json()
        .get("refs")
        .valueStream()
        .map(ref -> ref.get("ref_type").asString() + " " + ref.get("ref_id").asString())
        .toList();
  }

  private List<Long> issues(String of) {
    return repo.get(of + "/issues")
        .expect(200)
        .json()
        .get("issues")
        .valueStream()
        .map(issue -> issue.get("number").asLong())
        .toList();
  }

  private String propose(String branch, String description) {
    repo.fork(branch);
    return repo.post(
            "proposals",
            "{\"branch\":\"%s\",\"title\":\"t\",\"description\":\"%s\"}"
                .formatted(branch, description))
        .expect(201)
        .json()
        .get("id")
        .asString();
  }

  @Test
  void tiesByHand() {
    open("");
    String body = "{\"ref_type\":\"commit\",\"ref_id\":\"007\"}";

    String id = repo.post("issues/1/refs", body).expect(201).json().get("id").asString();

    JsonNode ref = repo.get("issues/1/refs").json().get("refs").get(0);
    assertThat(ref.propertyNames())
        .containsExactly("id", "issue_id", "repo", "ref_type", "ref_id", "created_at");
    assertThat(ref.get("id").asString()).isEqualTo(id);
    assertThat(issues("commit/007")).containsExactly(1L);
    assertThat(issues("commit/7")).as("matched as it is written").isEmpty();
    assertThat(Events.last(SERVER, repo.name(), "issue.ref.created").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"issue_id\":\"%s\",\"number\":1,\"ref_type\":\"commit\",\"ref_id\":\"007\"}"
                .formatted(repo.name(), ref.get("issue_id").asString()));
    repo.post("issues/1/refs", body).expectError(409, "CONFLICT", "ref already exists");
  }

  @Test
  void saysWhatIsWrong() {
    repo.post("issues/1/refs", "{\"ref_type\":\"tag\"}")
        .expectError(400, "BAD_REQUEST", "invalid ref_type; must be proposal or commit");
    repo.post("issues/1/refs", "{}")
        .expectError(400, "BAD_REQUEST", "invalid ref_type; must be proposal or commit");
    repo.post("issues/1/refs", "{\"ref_type\":\"commit\",\"ref_id\":\"\"}")
        .expectError(400, "BAD_REQUEST", "ref_id is required");
    repo.post(
            "issues/1/refs",
            "{\"ref_type\":\"commit\",\"ref_id\":\"%s\"}".formatted("1".repeat(256)))
        .expectError(400, "BAD_REQUEST", "ref_id is longer than 255 bytes");
    repo.post("issues/1/refs", "{\"ref_type\":\"commit\",\"ref_id\":\"1\"}")
        .expectError(404, "NOT_FOUND", "issue not found");
    assertThat(repo.get("issues/1/refs").expect(200).text()).isEqualTo("{\"refs\":[]}\n");
    repo.get("commit/x/issues").expectError(400, "BAD_REQUEST", "invalid sequence number");
    assertThat(repo.get("commit/-1/issues").expect(200).text()).isEqualTo("{\"issues\":[]}\n");
    repo.get("proposals/x/issues").expectError(404, "PROPOSAL_NOT_FOUND", "proposal not found");
    assertThat(issues("proposals/" + ID)).isEmpty();
  }

  @Test
  void whatABodyMentionsIsTiedWithIt() {
    open("proposal:%s and commit:0012, commit:12, #1".formatted(ID));

    assertThat(refs(1)).containsExactly("proposal " + ID, "commit 12");
    assertThat(issues("proposals/" + ID)).containsExactly(1L);
    assertThat(Events.types(SERVER, repo.name()))
        .endsWith("issue.opened", "issue.ref.created", "issue.ref.created");
  }

  @Test
  void textsAddRefsAndNeverTakeThemAway() {
    open("commit:1");

    repo.send("PATCH", "issues/1", "{\"body\":\"commit:2 commit:1\"}").expect(200);
    repo.send("PATCH", "issues/1", "{\"title\":\"commit:9\"}").expect(200);
    repo.send("PATCH", "issues/1", "{\"body\":\"\"}").expect(200);
    String comment =
        repo.post("issues/1/comments", "{\"body\":\"commit:3\"}")
            .expect(201)
            .json()
            .get("id")
            .asString();
    repo.send("PATCH", "issues/1/comments/" + comment, "{\"body\":\"commit:4\"}").expect(200);

    assertThat(refs(1)).containsExactly("commit 1", "commit 2", "commit 3", "commit 4");
  }

  @Test
  void aTextThatIsRefusedTiesNothing() {
    open("");
    repo.post("issues/1/close", "").expect(200);
    repo.send("PUT", "roles/ann@example.com", "{\"role\":\"writer\"}").expect(200);
    String tooMany =
        "commit:"
            + String.join(
                " commit:", IntStream.range(0, 1001).mapToObj(Integer::toString).toList());

    repo.via(SERVER.as("ann@example.com"))
        .send("PATCH", "issues/1", "{\"body\":\"commit:1\"}")
        .expect(403);
    repo.post("issues", "{\"title\":\"t\",\"body\":\"%s\"}".formatted(tooMany))
        .expectError(
            400,
            "BAD_REQUEST",
            "the text mentions more than 1000 proposals and commits; mention fewer");

    assertThat(refs(1)).isEmpty();
    assertThat(repo.get("issues?state=all").json().get("issues")).hasSize(1);
  }

  @Test
  void aProposalsDescriptionTiesTheIssuesThatThereAre() {
    open("");
    open("");
    open("");

    String id = propose("fix", "Closes #3, #1, #3 and #77; commit:5");

    assertThat(issues("proposals/" + id)).containsExactly(1L, 3L);
    assertThat(refs(3)).containsExactly("proposal " + id);
    assertThat(refs(2)).isEmpty();
    assertThat(Events.types(SERVER, repo.name()))
        .endsWith("proposal.opened", "issue.ref.created", "issue.ref.created");

    repo.send("PATCH", "proposals/" + id, "{\"description\":\"only #2 now\"}").expect(200);
    repo.send("PATCH", "proposals/" + id, "{\"title\":\"#9\"}").expect(200);

    assertThat(issues("proposals/" + id)).containsExactly(1L, 2L, 3L);
    assertThat(refs(2)).containsExactly("proposal " + id);
  }

  @Test
  void aProposalTiesIssuesOfItsOwnRepoOnly() {
    TestRepo other = TestRepo.newOn(SERVER);
    other.post("issues", "{\"title\":\"t\"}").expect(201);

    String id = propose("fix", "#1");

    assertThat(issues("proposals/" + id)).isEmpty();
    assertThat(other.get("issues/1/refs").json().get("refs")).isEmpty();
  }

  @Test
  void refsOutliveTheProposalTheyName() {
    open("");
    String id = propose("fix", "#1");

    repo.post("proposals/" + id + "/close", "").expect(204);

    assertThat(issues("proposals/" + id)).containsExactly(1L);
  }
}
