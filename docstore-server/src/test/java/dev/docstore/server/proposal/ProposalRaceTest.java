package dev.docstore.server.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.Parallel;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What several people do to one proposal at the same time. */
class ProposalRaceTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String PROPOSE = "{\"branch\":\"fix\",\"title\":\"t\"}";

  private TestRepo repo;

  @BeforeEach
  void makeABranch() {
    repo = TestRepo.newOn(SERVER);
    repo.fork("fix");
    repo.commit("fix", "a", "1");
  }

  private String open() {
    return repo.post("proposals", PROPOSE).expect(201).json().get("id").asString();
  }

  private long count(String type) {
    return Collections.frequency(Events.types(SERVER, repo.name()), type);
  }

  @Test
  void oneOfManyOpensIt() throws Exception {
    List<Integer> statuses = Parallel.together(8, _ -> repo.post("proposals", PROPOSE).status());

    assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
    assertThat(Collections.frequency(statuses, 409)).isEqualTo(7);
    assertThat(count("proposal.opened")).isEqualTo(1);
  }

  @Test
  void oneOfManyEditsFromTheSameTagIsMade() throws Exception {
    String path = "proposals/" + open();
    String tag = String.valueOf(repo.get(path).expect(200).header("ETag"));

    List<Integer> statuses =
        Parallel.together(
            8,
            n ->
                repo.send("PATCH", path, "{\"title\":\"by %d\"}".formatted(n), "If-Match", tag)
                    .status());

    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(Collections.frequency(statuses, 412)).isEqualTo(7);
    assertThat(repo.get(path).json().get("title").asString())
        .isEqualTo("by " + statuses.indexOf(200));
    assertThat(count("proposal.updated")).isEqualTo(1);
  }

  @RepeatedTest(5)
  void endsOnceWhetherByMergeOrByHand() throws Exception {
    String id = open();

    List<Integer> statuses =
        Parallel.together(
            4,
            n ->
                n == 0
                    ? repo.merge("fix").status()
                    : repo.post("proposals/" + id + "/close", "").status());

    String state = repo.get("proposals/" + id).json().get("state").asString();
    assertThat(statuses.getFirst()).isEqualTo(200);
    assertThat(count("proposal.merged")).isEqualTo(state.equals("merged") ? 1 : 0);
    assertThat(count("proposal.closed")).isEqualTo(state.equals("closed") ? 1 : 0);
    assertThat(Collections.frequency(statuses, 204)).isEqualTo(state.equals("closed") ? 1 : 0);
    assertThat(Collections.frequency(statuses, 409)).isEqualTo(state.equals("closed") ? 2 : 3);
  }

  @Test
  void ofSeveralClosedOnesOneIsOpenedAgain() throws Exception {
    List<String> closed =
        IntStream.range(0, 4)
            .mapToObj(
                _ -> {
                  String id = open();
                  repo.post("proposals/" + id + "/close", "").expect(204);
                  return id;
                })
            .toList();

    List<Integer> statuses =
        Parallel.together(4, n -> repo.post("proposals/" + closed.get(n) + "/reopen", "").status());

    assertThat(Collections.frequency(statuses, 204)).isEqualTo(1);
    assertThat(Collections.frequency(statuses, 409)).isEqualTo(3);
  }
}
