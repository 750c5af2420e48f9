package dev.docstore.server.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.Parallel;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What several people do to issues at the same time. */
class IssueRaceTest {
  private static final TestServer SERVER = TestServer.shared();

  private final TestRepo repo = TestRepo.newOn(SERVER);

  @Test
  void numbersHaveNoGapsAndNoTwins() throws Exception {
    List<Long> numbers =
        Parallel.together(
            24,
            n ->
                repo.post(
                        "issues",
                        // Every third is refused in the end.
                        n % 3 == 0
                            ? "{\"body\":\"no title\"}"
                            : "{\"title\":\"t\",\"body\":\"commit:1\"}")
                    .json()
                    .path("number")
                    .asLong());

    assertThat(numbers.stream().filter(n -> n > 0).sorted().toList())
        .isEqualTo(LongStream.rangeClosed(1, 16).boxed().toList());
    assertThat(repo.get("commit/1/issues").json().get("issues")).hasSize(16);
  }

  @Test
  void oneOfManyClosesIt() throws Exception {
    repo.post("issues", "{\"title\":\"t\"}").expect(201);

    List<Integer> statuses = Parallel.together(12, _ -> repo.post("issues/1/close", "").status());

    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(Collections.frequency(statuses, 409)).isEqualTo(11);
    assertThat(Events.types(SERVER, repo.name())).filteredOn("issue.closed"::equals).hasSize(1);
  }

  @Test
  void aTieIsMadeOnceWhoeverMentionsIt() throws Exception {
    repo.post("issues", "{\"title\":\"t\"}").expect(201);

    List<Integer> statuses =
        Parallel.together(
            12,
            n ->
                n % 2 == 0
                    ? repo.post("issues/1/comments", "{\"body\":\"commit:7 commit:8\"}").status()
                    : repo.post("issues/1/refs", "{\"ref_type\":\"commit\",\"ref_id\":\"7\"}")
                        .status());

    assertThat(statuses).allMatch(status -> status == 201 || status == 409);
    assertThat(repo.get("issues/1/refs").json().get("refs").findValuesAsString("ref_id"))
        .containsExactlyInAnyOrder("7", "8");
    assertThat(Events.types(SERVER, repo.name()))
        .filteredOn("issue.ref.created"::equals)
        .hasSize(2);
  }

  @Test
  void proposalsThatMentionTheSameIssuesDoNotBlockEachOther() throws Exception {
    for (int i = 0; i < 4; i++) {
      repo.post("issues", "{\"title\":\"t\"}").expect(201);
    }
    IntStream.range(0, 8).forEach(n -> repo.fork("b" + n));

    List<Integer> statuses =
        Parallel.together(
            8,
            n ->
                repo.post(
                        "proposals",
                        "{\"branch\":\"b%d\",\"title\":\"t\",\"description\":\"%s\"}"
                            .formatted(n, n % 2 == 0 ? "#1 #2 #3 #4" : "#4 #3 #2 #1"))
                    .status());

    assertThat(statuses).containsOnly(201);
    assertThat(repo.get("issues/3/refs").json().get("refs")).hasSize(8);
  }
}
