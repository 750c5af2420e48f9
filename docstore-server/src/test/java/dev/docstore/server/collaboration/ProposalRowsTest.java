package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row 13 of spec 02 §13: proposals. */
class ProposalRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String PROPOSE = "{\"branch\":\"fix\",\"title\":\"Fix it\"}";

  private TestRepo repo;
  private String first;

  @BeforeEach
  void propose() {
    repo = TestRepo.newOn(SERVER);
    repo.fork("fix");
    repo.commit("fix", "a", "1");
    first = repo.post("proposals", PROPOSE).expect(201).json().get("id").asString();
  }

  @Test
  void row13ABranchHasOneOpenProposal() {
    repo.post("proposals", PROPOSE)
        .expectError(409, "PROPOSAL_EXISTS", "branch already has an open proposal");

    repo.post("proposals/" + first + "/close", "").expect(204);
    repo.post("proposals", PROPOSE).expect(201);
  }

  @Test
  void row13AMergeEndsItAndAnnouncesThatFirst() {
    repo.merge("fix").expect(200);

    assertThat(repo.get("proposals/" + first).json().get("state").asString()).isEqualTo("merged");
    List<String> types = Events.types(SERVER, repo.name());
    assertThat(types).containsSubsequence("proposal.opened", "proposal.merged", "branch.merged");
    assertThat(Events.last(SERVER, repo.name(), "proposal.merged").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"fix\",\"base_branch\":\"main\",\"proposal_id\":\"%s\"}"
                .formatted(repo.name(), first));
  }

  @Test
  void row13AMergeOfABranchWithoutCommitsEndsItsProposalToo() {
    repo.fork("empty");
    String id =
        repo.post("proposals", "{\"branch\":\"empty\",\"title\":\"t\"}")
            .expect(201)
            .json()
            .get("id")
            .asString();

    repo.merge("empty").expect(200);

    assertThat(repo.get("proposals/" + id).json().get("state").asString()).isEqualTo("merged");
    assertThat(Events.types(SERVER, repo.name())).endsWith("proposal.merged", "branch.merged");
  }
}
