package dev.docstore.server.automerge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.event.Event;
import dev.docstore.server.event.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggersTest {
  private static LoggedEvent event(String repo, String type, String data) {
    return new LoggedEvent(
        1,
        repo,
        Event.TYPE_PREFIX + type,
        "{\"data\":%s}".formatted(data).getBytes(StandardCharsets.UTF_8));
  }

  private static Triggers of(String type, String branch) {
    return Triggers.of(List.of(event("acme/app", type, "{\"branch\":\"%s\"}".formatted(branch))));
  }

  @ParameterizedTest
  @CsvSource({
    "branch.automerge.enabled",
    "branch.draft.updated",
    "branch.rebased",
    "check.reported",
    "comment.resolved",
    "commit.created",
    "proposal.opened",
    "review.submitted"
  })
  void whatHappensToABranchConcernsThatBranch(String type) {
    Triggers triggers = of(type, "work");

    assertThat(triggers.branches()).containsExactly(new Triggers.Branch("acme/app", "work"));
    assertThat(triggers.repos()).isEmpty();
    assertThat(triggers.orgs()).isEmpty();
    assertThat(Triggers.RELEVANT.matches(event("acme/app", type, "{}"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"commit.created, main", "branch.merged, other", "role.changed, ''"})
  void whatMovesMainOrRolesConcernsEveryBranch(String type, String branch) {
    Triggers triggers = of(type, branch);

    assertThat(triggers.repos()).containsExactly("acme/app");
    assertThat(triggers.branches()).isEmpty();
    assertThat(Triggers.RELEVANT.matches(event("acme/app", type, "{}"))).isTrue();
  }

  @Test
  void aNewMemberConcernsTheReposOfTheOrganisation() {
    Triggers triggers =
        Triggers.of(List.of(event("/orgs/acme", "org.member.added", "{\"org\":\"acme\"}")));

    assertThat(triggers.orgs()).containsExactly("acme");
    assertThat(triggers.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "issue.opened",
    "branch.automerge.failed",
    "merge.blocked",
    "branch.created",
    "release.created"
  })
  void whatLetsNoBranchMergeIsNotRead(String type) {
    assertThat(Triggers.RELEVANT.matches(event("acme/app", type, "{}"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}", "{\"branch\":\"\"}", "{\"branch\":null}", "{\"branch\":[1]}", "7", "{"})
  void whatNamesNoBranchConcernsNothing(String data) {
    assertThat(Triggers.of(List.of(event("acme/app", "check.reported", data))).isEmpty()).isTrue();
  }
}
