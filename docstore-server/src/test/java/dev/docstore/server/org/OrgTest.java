package dev.docstore.server.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrgTest {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
  private final Api founder = SERVER.as("founder@example.com");
  private final Api stranger = SERVER.as("stranger@example.com");

  @Test
  void makesTheFounderAnOwner() {
    String org = newOrg();

    Answer members = founder.get("/orgs/" + org + "/members").expect(200);

    assertThat(members.json().at("/members/0/identity").asString())
        .isEqualTo("founder@example.com");
    assertThat(members.json().at("/members/0/role").asString()).isEqualTo("owner");
    assertThat(members.json().at("/members/0/invited_by").asString())
        .isEqualTo("founder@example.com");
  }

  @Test
  void answersANewOrgMemberForMember() {
    Answer answer = founder.post("/orgs", "{\"name\":\"shape\"}").expect(201);

    assertThat(answer.text())
        .matches(
            "\\{\"name\":\"shape\",\"created_at\":\"[^\"]+Z\",\"created_by\":\"founder@example.com\"}\n");
  }

  @Test
  void refusesATakenName() {
    String org = newOrg();

    founder
        .post("/orgs", "{\"name\":\"" + org + "\"}")
        .expectError(409, "ORG_EXISTS", "org already exists");
  }

  @Test
  void hidesAnOrgFromStrangers() {
    String org = newOrg();

    stranger.get("/orgs/" + org).expectError(404, "ORG_NOT_FOUND", "org not found");
    stranger.get("/orgs/" + org + "/repos").expectError(404, "ORG_NOT_FOUND", "org not found");
    stranger.delete("/orgs/" + org).expectError(404, "ORG_NOT_FOUND", "org not found");
    assertThat(names(stranger.get("/orgs").expect(200))).doesNotContain(org);
    assertThat(names(founder.get("/orgs").expect(200))).contains(org);
  }

  @Test
  void showsAnOrgToWhoeverMayReadOneOfItsRepos() {
    String org = newOrg();
    founder.post("/repos", "{\"owner\":\"" + org + "\",\"name\":\"open\"}").expect(201);
    founder.post("/repos", "{\"owner\":\"" + org + "\",\"name\":\"shut\"}").expect(201);
    founder
        .send("PUT", "/repos/" + org + "/open/-/roles/guest@example.com", "{\"role\":\"reader\"}")
        .expect(200);
    Api guest = SERVER.as("guest@example.com");

    guest.get("/orgs/" + org).expect(200);
    Answer repos = guest.get("/orgs/" + org + "/repos").expect(200);
    assertThat(repos.json().at("/repos").findValuesAsString("name")).containsExactly(org + "/open");
    assertThat(founder.get("/orgs/" + org + "/repos").json().at("/repos").size()).isEqualTo(2);
  }

  @Test
  void onlyAnOwnerOrTheGlobalAdminDeletes() {
    String org = newOrg();
    addMember(org, "member@example.com", "member");

    SERVER
        .as("member@example.com")
        .delete("/orgs/" + org)
        .expectError(403, "FORBIDDEN", "forbidden");
    admin.delete("/orgs/" + org).expect(204);
  }

  @Test
  void membersMaySeeTheMembersAndOwnersMayChangeThem() {
    String org = newOrg();
    addMember(org, "member@example.com", "member");
    Api member = SERVER.as("member@example.com");

    assertThat(member.get("/orgs/" + org + "/members").expect(200).json().at("/members").size())
        .isEqualTo(2);
    member
        .post("/orgs/" + org + "/members/x@example.com", "{\"role\":\"member\"}")
        .expectError(403, "FORBIDDEN", "forbidden: org owner required");
    stranger
        .get("/orgs/" + org + "/members")
        .expectError(403, "FORBIDDEN", "forbidden: not an org member");
    stranger.get("/orgs/nowhere/members").expectError(404, "ORG_NOT_FOUND", "org not found");
    founder
        .post("/orgs/" + org + "/members/x@example.com", "{\"role\":\"boss\"}")
        .expectError(400, "BAD_REQUEST", "invalid role; must be 'owner' or 'member'");
    founder
        .delete("/orgs/" + org + "/members/x@example.com")
        .expectError(404, "NOT_FOUND", "member not found");
  }

  @Test
  void anotherRoleKeepsTheDayOfJoining() {
    String org = newOrg();
    Answer joined = addMember(org, "m@example.com", "member");

    Answer promoted = addMember(org, "m@example.com", "owner");

    assertThat(promoted.json().get("created_at")).isEqualTo(joined.json().get("created_at"));
    assertThat(promoted.json().get("role").asString()).isEqualTo("owner");
  }

  @Test
  void keepsTheLastOwner() {
    String org = newOrg();

    founder.delete("/orgs/" + org + "/members/founder@example.com").expect(409);
    founder
        .post("/orgs/" + org + "/members/founder@example.com", "{\"role\":\"member\"}")
        .expect(409);
    addMember(org, "second@example.com", "owner");
    founder.delete("/orgs/" + org + "/members/founder@example.com").expect(204);
    SERVER.as("second@example.com").get("/orgs/" + org + "/invites").expect(200);
  }

  @Test
  void pagesTheListOfMembers() {
    String org = newOrg();
    addMember(org, "a@example.com", "member");
    addMember(org, "b@example.com", "member");

    Answer page = founder.get("/orgs/" + org + "/members?limit=1&after=a@example.com").expect(200);

    assertThat(page.json().at("/members").findValuesAsString("identity"))
        .containsExactly("b@example.com");
    founder
        .get("/orgs/" + org + "/members?limit=0")
        .expectError(400, "BAD_REQUEST", "invalid 'limit' parameter");
  }

  @Test
  void announcesWhatHappened() {
    String org = newOrg();
    addMember(org, "m@example.com", "member");
    founder.delete("/orgs/" + org + "/members/m@example.com").expect(204);
    founder.delete("/orgs/" + org).expect(204);

    assertThat(Events.types(SERVER, "/orgs/" + org))
        .isEqualTo(List.of("org.created", "org.member.added", "org.member.removed", "org.deleted"));
  }

  private static Set<String> names(Answer orgs) {
    return Set.copyOf(orgs.json().at("/orgs").findValuesAsString("name"));
  }

  private Answer addMember(String org, String identity, String role) {
    return founder
        .post("/orgs/" + org + "/members/" + identity, "{\"role\":\"" + role + "\"}")
        .expect(200);
  }

  private String newOrg() {
    String org = "orgs-" + COUNTER.incrementAndGet();
    founder.post("/orgs", "{\"name\":\"" + org + "\"}").expect(201);
    return org;
  }
}
