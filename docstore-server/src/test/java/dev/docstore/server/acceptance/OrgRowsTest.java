package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows 34 to 36 of spec 01 §19: organisations. */
class OrgRowsTest {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
  private final Api owner = SERVER.as("owner@example.com");
  private final Api guest = SERVER.as("guest@example.com");
  private final String org = newOrg();

  @Test
  void row34AnInviteIsForOneIdentityAndOneUse() {
    Answer invite = invite("guest@example.com", "member");
    String accept = invitePath() + "/" + invite.json().get("token").asString() + "/accept";

    SERVER
        .as("other@example.com")
        .post(accept, "")
        .expectError(403, "FORBIDDEN", "identity does not match invite email");
    guest.post(accept, "").expect(204);
    guest.post(accept, "").expectError(409, "CONFLICT", "invite already accepted");
    guest.get("/orgs/" + org + "/members").expect(200);
  }

  @Test
  void row34AnInviteExpires() {
    Answer invite = invite("guest@example.com", "member");
    SERVER
        .bean(JdbcClient.class)
        .sql("update org_invites set expires_at = now() - interval '1 second' where org = ?")
        .param(org)
        .update();

    guest
        .post(invitePath() + "/" + invite.json().get("token").asString() + "/accept", "")
        .expectError(410, "GONE", "invite expired");
    assertThat(owner.get(invitePath()).text()).isEqualTo("{\"invites\":[]}\n");
  }

  @Test
  void row34AnInviteIsRevokedOnce() {
    String id = invite("guest@example.com", "member").json().get("id").asString();

    owner.delete(invitePath() + "/" + id).expect(204);
    owner.delete(invitePath() + "/" + id).expectError(404, "INVITE_NOT_FOUND", "invite not found");
    owner
        .delete(invitePath() + "/not-a-uuid")
        .expectError(404, "INVITE_NOT_FOUND", "invite not found");
  }

  @Test
  void row35DeletesAnOrgOnlyWithoutRepos() {
    owner.post("/repos", "{\"owner\":\"" + org + "\",\"name\":\"app\"}").expect(201);

    owner.delete("/orgs/" + org).expectError(409, "CONFLICT", "org has repos; delete them first");
    owner.delete("/repos/" + org + "/app").expect(204);
    owner.delete("/orgs/" + org).expect(204);
    admin.get("/orgs/" + org).expectError(404, "ORG_NOT_FOUND", "org not found");
  }

  @Test
  void row36RefusesAnOrgNameWithASlash() {
    owner
        .post("/orgs", "{\"name\":\"bad/name\"}")
        .expectError(400, "BAD_REQUEST", "org name may not contain '/'");
    owner.post("/orgs", "{}").expectError(400, "BAD_REQUEST", "name is required");
    owner.post("/orgs", "").expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @Test
  void row36RefusesAnOwnerWithASlash() {
    owner
        .post("/repos", "{\"owner\":\"acme/team\",\"name\":\"x\"}")
        .expectError(400, "BAD_REQUEST", "owner must match first segment of repo name");
  }

  private Answer invite(String email, String role) {
    return owner
        .post(invitePath(), "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role))
        .expect(201);
  }

  private String invitePath() {
    return "/orgs/" + org + "/invites";
  }

  private static String newOrg() {
    String name = "rows-" + COUNTER.incrementAndGet();
    SERVER.as("owner@example.com").post("/orgs", "{\"name\":\"" + name + "\"}").expect(201);
    return name;
  }
}
