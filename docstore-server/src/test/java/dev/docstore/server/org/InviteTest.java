package dev.docstore.server.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InviteTest {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final TestServer SERVER = TestServer.shared();

  private final Api owner = SERVER.as("owner@example.com");
  private final Api guest = SERVER.as("guest@example.com");
  private final String org = newOrg();

  @Test
  void showsTheTokenOnlyOnce() {
    Answer invite = invite("guest@example.com", "owner");

    assertThat(invite.text()).matches("\\{\"id\":\"[0-9a-f-]{36}\",\"token\":\"[0-9a-f]{64}\"}\n");
    Answer list = owner.get(invitePath()).expect(200);
    assertThat(list.text()).doesNotContain("token");
    assertThat(list.json().at("/invites/0/email").asString()).isEqualTo("guest@example.com");
    assertThat(list.json().at("/invites/0/role").asString()).isEqualTo("owner");
  }

  @Test
  void pagesOpenInvitesFromTheOldest() {
    String first = invite("a@example.com", "member").json().get("id").asString();
    String second = invite("b@example.com", "member").json().get("id").asString();

    Answer page = owner.get(invitePath() + "?limit=1&after=" + first).expect(200);

    assertThat(page.json().at("/invites").findValuesAsString("id")).containsExactly(second);
    owner
        .get(invitePath() + "?after=nope")
        .expectError(400, "BAD_REQUEST", "invalid 'after' parameter");
  }

  @Test
  void refusesInvitesThatNameNobodyOrNoRole() {
    owner
        .post(invitePath(), "{\"role\":\"member\"}")
        .expectError(400, "BAD_REQUEST", "email is required");
    owner
        .post(invitePath(), "{\"email\":\"a@example.com\"}")
        .expectError(400, "BAD_REQUEST", "invalid role; must be 'owner' or 'member'");
    guest.post(invitePath(), "{}").expectError(403, "FORBIDDEN", "forbidden: not an org member");
    guest
        .post("/orgs/nowhere/invites/abc/accept", "")
        .expectError(404, "INVITE_NOT_FOUND", "invite not found");
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
    String name = "invites-" + COUNTER.incrementAndGet();
    SERVER.as("owner@example.com").post("/orgs", "{\"name\":\"" + name + "\"}").expect(201);
    return name;
  }
}
