package dev.docstore.server.automerge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.AutoMerges;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Page 00 D7: in whose name a branch merges by itself, and when. */
class AutoMergeTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String WRITER = "writer@example.com";
  private static final String MAINTAINER = "maintainer@example.com";

  private TestRepo admin;
  private TestRepo writer;
  private TestRepo maintainer;

  @BeforeEach
  void repo() {
    admin = TestRepo.newOn(SERVER);
    grant(WRITER, "writer");
    grant(MAINTAINER, "maintainer");
    writer = admin.via(SERVER.as(WRITER));
    maintainer = admin.via(SERVER.as(MAINTAINER));
    admin.commit("main", "base.txt", "base");
    writer.fork("work");
    writer.commit("work", "work.txt", "work");
  }

  private void grant(String identity, String role) {
    admin.send("PUT", "roles/" + identity, "{\"role\":\"%s\"}".formatted(role)).expect(200);
  }

  private static void arm(TestRepo repo) {
    repo.post("branch/work/auto-merge", "").expect(204);
  }

  private static void review(TestRepo repo, String status) {
    repo.post("review", "{\"branch\":\"work\",\"status\":\"%s\"}".formatted(status)).expect(201);
  }

  private void merges() {
    AutoMerges.awaitStatus(admin, "work", "merged");
    assertThat(Events.last(SERVER, admin.name(), "branch.merged").get("merged_by").asString())
        .isEqualTo("auto-merge");
  }

  private void doesNotMerge() {
    AutoMerges.awaitQuiet(SERVER, admin);
    assertThat(admin.branch("work").get("status").asString()).isEqualTo("active");
  }

  private boolean armed() {
    return admin.branch("work").get("auto_merge").asBoolean();
  }

  @Test
  void mergesAtOnceForWhoMayMerge() {
    arm(maintainer);

    merges();
    assertThat(admin.text("work.txt", "branch=main")).isEqualTo("work");
    assertThat(admin.get("commits?branch=main").expect(200).json().get(0).get("author").asString())
        .isEqualTo("auto-merge");
    assertThat(armed()).as("the flag tells how it was merged").isTrue();
  }

  @Test
  void ofAWriterWaitsForAMaintainersApproval() {
    arm(writer);
    doesNotMerge();

    review(maintainer, "approved");

    merges();
  }

  @Test
  void anApprovalByAnotherWriterDoesNotCount() {
    grant("other@example.com", "writer");
    arm(writer);

    review(admin.via(SERVER.as("other@example.com")), "approved");

    doesNotMerge();
  }

  @Test
  void anApprovalThatWasTakenBackDoesNotCount() {
    review(maintainer, "approved");
    review(maintainer, "dismissed");
    arm(writer);

    doesNotMerge();
  }

  @Test
  void anApprovalOfAnEarlierHeadDoesNotCount() {
    review(maintainer, "approved");
    writer.commit("work", "later.txt", "not looked at");
    arm(writer);

    doesNotMerge();
  }

  @Test
  void mergesWhenWhoArmedItMayMergeAtLast() {
    arm(writer);
    doesNotMerge();

    grant(WRITER, "maintainer");

    merges();
  }

  @Test
  void mergesWhenWhoArmedItBecomesOwnerOfTheOrganisation() {
    arm(writer);
    doesNotMerge();

    admin.delete("roles/" + WRITER).expect(204);
    String org = admin.name().substring(0, admin.name().indexOf('/'));
    SERVER.api().post("/orgs/" + org + "/members/" + WRITER, "{\"role\":\"owner\"}").expect(200);

    merges();
  }

  @Test
  void waitsAgainWhenWhoArmedItMayMergeNoMore() {
    admin.send("PATCH", "branch/work", "{\"draft\":true}").expect(200);
    arm(maintainer);
    grant(MAINTAINER, "writer");

    admin.send("PATCH", "branch/work", "{\"draft\":false}").expect(200);

    doesNotMerge();
  }

  @Test
  void mergesWhenMainForbidsItNoMore() {
    admin.commit("main", ".docstore/policy/no.rego", "package docstore.no\n\nallow := false\n");
    arm(maintainer);
    doesNotMerge();

    admin.commit("main", ".docstore/policy/no.rego", null);

    merges();
  }

  @Test
  void waitsUntilABranchIsNoDraftAnyMore() {
    admin.send("PATCH", "branch/work", "{\"draft\":true}").expect(200);
    arm(maintainer);
    doesNotMerge();

    admin.send("PATCH", "branch/work", "{\"draft\":false}").expect(200);

    merges();
  }

  @Test
  void isDisarmedByACommitOfSomebodyElse() {
    admin.send("PATCH", "branch/work", "{\"draft\":true}").expect(200);
    arm(maintainer);

    writer.commit("work", "more.txt", "more");

    assertThat(armed()).isFalse();
    assertThat(Events.types(SERVER, admin.name()))
        .endsWith("commit.created", "branch.automerge.disabled");
    assertThat(Events.last(SERVER, admin.name(), "branch.automerge.disabled").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"work\",\"disabled_by\":\"%s\"}"
                .formatted(admin.name(), WRITER));
  }

  @Test
  void staysArmedAfterACommitOfWhoArmedIt() {
    arm(writer);

    writer.commit("work", "more.txt", "more");

    assertThat(armed()).isTrue();
    assertThat(Events.types(SERVER, admin.name())).doesNotContain("branch.automerge.disabled");
  }

  @ParameterizedTest
  @CsvSource({"writer@example.com, true", "maintainer@example.com, false"})
  void isDisarmedByARebaseOfSomebodyElse(String armedBy, boolean stays) {
    admin.send("PATCH", "branch/work", "{\"draft\":true}").expect(200);
    grant(WRITER, "maintainer");
    arm(admin.via(SERVER.as(armedBy)));
    admin.commit("main", "other.txt", "moved");

    writer.rebase("work").expect(200);

    assertThat(armed()).isEqualTo(stays);
  }

  @Test
  void belongsToWhoArmedItLast() {
    admin.send("PATCH", "branch/work", "{\"draft\":true}").expect(200);
    arm(writer);
    arm(maintainer);

    admin.send("PATCH", "branch/work", "{\"draft\":false}").expect(200);

    merges();
  }

  @Test
  void givesUpOnceWhenThereIsAConflict() {
    admin.commit("main", "work.txt", "something else");
    arm(maintainer);
    AutoMerges.awaitQuiet(SERVER, admin);
    arm(maintainer);
    AutoMerges.awaitQuiet(SERVER, admin);

    assertThat(armed()).isFalse();
    assertThat(
            Events.types(SERVER, admin.name()).stream().filter("branch.automerge.failed"::equals))
        .as("once for each time it was armed")
        .hasSize(2);
    assertThat(Events.types(SERVER, admin.name())).doesNotContain("branch.automerge.disabled");
  }

  @Test
  void looksAtEveryArmedBranchNowAndThen() {
    arm(writer);
    doesNotMerge();
    JdbcClient jdbc = SERVER.bean(JdbcClient.class);

    // Nothing tells of what is changed like this.
    jdbc.sql(
            """
            update roles set role = 'maintainer'
            where identity = ? and repo_id = (select id from repos where name = ?)
            """)
        .params(WRITER, admin.name())
        .update();
    jdbc.sql("update auto_merge_cursor set swept_at = '-infinity'").update();

    merges();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"not JSON", "{}", "{\"data\":{\"branch\":\"\"}}", "{\"data\":{\"branch\":7}}"})
  void passesOverEventsThatNameNoBranch(String payload) {
    SERVER
        .bean(JdbcClient.class)
        .sql(
            "insert into event_log (repo, type, payload) values (?, 'com.docstore.check.reported', ?)")
        .params(admin.name(), payload.getBytes(StandardCharsets.UTF_8))
        .update();
    arm(maintainer);

    AutoMerges.awaitStatus(admin, "work", "merged");
  }
}
