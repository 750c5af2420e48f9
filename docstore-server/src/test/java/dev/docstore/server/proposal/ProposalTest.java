package dev.docstore.server.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProposalTest {
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
  private final String repo = SERVER.newRepo();
  private final String url = "/repos/" + repo + "/-/";

  @BeforeEach
  void makeABranch() {
    admin.post(url + "branch", "{\"name\":\"fix\"}").expect(201);
    admin.commit(repo, "fix", "a.txt", "text");
  }

  @Test
  void theEventCarriesTheHead() {
    String id = open("fix");

    assertThat(Events.last(SERVER, repo, "proposal.opened").toString())
        .isEqualTo(
            ("{\"repo\":\"%s\",\"branch\":\"fix\",\"base_branch\":\"main\",\"proposal_id\":\"%s\","
                    + "\"author\":\"admin@example.com\",\"sequence\":1}")
                .formatted(repo, id));
  }

  @Test
  void showsAProposalMemberForMember() {
    String id = open("fix");

    JsonNode proposal = admin.get(url + "proposals/" + id).expect(200).json();

    assertThat(proposal.propertyNames())
        .containsExactly(
            "id",
            "repo",
            "branch",
            "base_branch",
            "title",
            "author",
            "state",
            "created_at",
            "updated_at");
    assertThat(proposal.get("state").asString()).isEqualTo("open");
  }

  @Test
  void row13OneOpenProposalPerBranch() {
    open("fix");

    admin
        .post(url + "proposals", "{\"branch\":\"fix\",\"title\":\"again\"}")
        .expectError(409, "PROPOSAL_EXISTS", "branch already has an open proposal");
  }

  @Test
  void row13AMergeEndsTheProposalAndAnnouncesItFirst() {
    String id = open("fix");

    admin.post(url + "merge", "{\"branch\":\"fix\"}").expect(200);

    assertThat(state(id)).isEqualTo("merged");
    List<String> types = Events.types(SERVER, repo);
    assertThat(types).contains("proposal.merged", "branch.merged");
    assertThat(types.indexOf("proposal.merged")).isLessThan(types.indexOf("branch.merged"));
    close(id).expectError(409, "CONFLICT", "proposal is not open");
  }

  @Test
  void aDryRunEndsNothing() {
    String id = open("fix");

    admin.post(url + "merge", "{\"branch\":\"fix\",\"dry_run\":true}").expect(200);

    assertThat(state(id)).isEqualTo("open");
  }

  @Test
  void abandoningABranchClosesItsProposal() {
    String id = open("fix");

    admin.delete(url + "branch/fix").expect(204);

    assertThat(state(id)).isEqualTo("closed");
    assertThat(Events.types(SERVER, repo)).endsWith("proposal.closed", "branch.abandoned");
    reopen(id).expectError(409, "BRANCH_NOT_ACTIVE", "branch is not active");
  }

  @Test
  void closesAndReopens() {
    String id = open("fix");

    close(id).expect(204);
    close(id).expectError(409, "CONFLICT", "proposal is not open");
    assertThat(state(id)).isEqualTo("closed");
    reopen(id).expect(204);
    reopen(id).expectError(409, "CONFLICT", "proposal is not closed");
    assertThat(state(id)).isEqualTo("open");
    assertThat(Events.types(SERVER, repo))
        .endsWith("proposal.opened", "proposal.closed", "proposal.reopened");
  }

  @Test
  void eachChangeIsAnnouncedWithItsProposal() {
    String id = open("fix");
    String of = "{'repo':'%s','branch':'fix',".formatted(repo);

    edit(admin, id, "{\"title\":\"new\"}").expect(200);
    close(id).expect(204);
    reopen(id).expect(204);

    assertThat(data("proposal.updated")).isEqualTo(of + "'proposal_id':'%s'}".formatted(id));
    assertThat(data("proposal.closed")).isEqualTo(of + "'proposal_id':'%s'}".formatted(id));
    assertThat(data("proposal.reopened"))
        .isEqualTo(of + "'base_branch':'main','proposal_id':'%s','sequence':1}".formatted(id));
  }

  private String data(String type) {
    return Events.last(SERVER, repo, type).toString().replace('"', '\'');
  }

  @Test
  void keepsTheBaseBranchItIsGivenAndAsksNothingOfTheBranch() {
    admin.post(url + "branch", "{\"name\":\"draft\",\"draft\":true}").expect(201);
    String body = "{\"branch\":\"draft\",\"title\":\"t\",\"base_branch\":\"nowhere\"}";

    String id = admin.post(url + "proposals", body).expect(201).json().get("id").asString();

    assertThat(admin.get(url + "proposals/" + id).json().get("base_branch").asString())
        .isEqualTo("nowhere");
  }

  @Test
  void doesNotReopenBesideAnOpenOne() {
    String first = open("fix");
    close(first).expect(204);
    open("fix");

    reopen(first).expectError(409, "PROPOSAL_EXISTS", "branch already has an open proposal");
  }

  @Test
  void editsWhatIsGivenAndNothingElse() {
    String id = open("fix");
    String before = admin.get(url + "proposals/" + id).text();

    assertThat(edit(admin, id, "{}").expect(200).text()).isEqualTo(before);
    edit(admin, id, "{\"description\":\"why\"}").expect(200);
    Answer edited = edit(admin, id, "{\"title\":\"new\"}").expect(200);

    assertThat(edited.json().get("title").asString()).isEqualTo("new");
    assertThat(edited.json().get("description").asString()).isEqualTo("why");
    assertThat(edited.header("ETag")).isNull();
    assertThat(edit(admin, id, "{\"description\":\"\"}").json().has("description")).isFalse();
    assertThat(Events.types(SERVER, repo)).endsWith("proposal.updated");
  }

  @Test
  void row12IfMatchGuardsEveryChange() {
    String id = open("fix");
    String tag = admin.get(url + "proposals/" + id).header("ETag");
    String path = url + "proposals/" + id;

    admin
        .send("PATCH", path, "nonsense", "If-Match", "\"stale\"")
        .expectError(412, "PRECONDITION_FAILED", "ETag mismatch");
    admin.send("PATCH", path, "{\"title\":\"a\"}", "If-Match", String.valueOf(tag)).expect(200);
    admin
        .send("PATCH", path, "{\"title\":\"b\"}", "If-Match", String.valueOf(tag))
        .expectError(412, "PRECONDITION_FAILED", "ETag mismatch");
    admin.send("POST", path + "/close", "", "If-Match", String.valueOf(tag)).expect(412);
    admin.send("POST", path + "/close", "", "If-Match", "*").expect(204);
  }

  @Test
  void onlyItsAuthorOrAMaintainerChangesIt() {
    Api writer = as("writer");
    Api maintainer = as("maintainer");
    String id = open("fix");
    String message = "forbidden: must be proposal author or maintainer";

    edit(writer, id, "{\"title\":\"x\"}").expectError(403, "FORBIDDEN", message);
    writer.post(url + "proposals/" + id + "/close", "").expectError(403, "FORBIDDEN", message);
    edit(maintainer, id, "{\"title\":\"x\"}").expect(200);
    edit(as("reader"), id, "{}").expectError(403, "FORBIDDEN", "forbidden");
  }

  @Test
  void listsByStateAndBranchFromTheNewest() {
    String first = open("fix");
    close(first).expect(204);
    String second = open("fix");
    String third = open("main");

    assertThat(ids("")).containsExactly(third, second, first);
    assertThat(ids("?state=closed")).containsExactly(first);
    assertThat(ids("?branch=fix")).containsExactly(second, first);
    assertThat(ids("?limit=1&after=" + third)).containsExactly(second);
    admin
        .get(url + "proposals?state=lost")
        .expectError(400, "BAD_REQUEST", "invalid state; must be open, closed, or merged");
  }

  @Test
  void saysWhatIsWrong() {
    admin
        .post(url + "proposals", "{\"title\":\"t\"}")
        .expectError(400, "BAD_REQUEST", "branch is required");
    admin
        .post(url + "proposals", "{\"branch\":\"fix\"}")
        .expectError(400, "BAD_REQUEST", "title is required");
    admin
        .post(url + "proposals", "{\"branch\":\"nowhere\",\"title\":\"t\"}")
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    for (String id : List.of("nonsense", "00000000-0000-4000-8000-000000000000")) {
      admin
          .get(url + "proposals/" + id)
          .expectError(404, "PROPOSAL_NOT_FOUND", "proposal not found");
      edit(admin, id, "nonsense").expectError(404, "PROPOSAL_NOT_FOUND", "proposal not found");
      close(id).expectError(404, "PROPOSAL_NOT_FOUND", "proposal not found");
    }
  }

  private String open(String branch) {
    return admin
        .post(url + "proposals", "{\"branch\":\"%s\",\"title\":\"Fix it\"}".formatted(branch))
        .expect(201)
        .json()
        .get("id")
        .asString();
  }

  private Answer close(String id) {
    return admin.post(url + "proposals/" + id + "/close", "");
  }

  private Answer reopen(String id) {
    return admin.post(url + "proposals/" + id + "/reopen", "");
  }

  private Answer edit(Api api, String id, String body) {
    return api.send("PATCH", url + "proposals/" + id, body);
  }

  private String state(String id) {
    return admin.get(url + "proposals/" + id).expect(200).json().get("state").asString();
  }

  private List<String> ids(String query) {
    return admin.get(url + "proposals" + query).expect(200).json().findValuesAsString("id");
  }

  private Api as(String role) {
    String identity = role + "@example.com";
    admin.send("PUT", url + "roles/" + identity, "{\"role\":\"" + role + "\"}").expect(200);
    return SERVER.as(identity);
  }
}
