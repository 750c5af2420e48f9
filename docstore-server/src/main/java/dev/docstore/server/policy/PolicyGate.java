package dev.docstore.server.policy;

import dev.docstore.common.wire.PolicyResult;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.vcs.MainFiles;
import dev.docstore.server.vcs.MergeGate;
import dev.docstore.server.vcs.Standing;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets the policies judge merges, and knows when their verdict is worth nothing any more. */
@Component
class PolicyGate implements MergeGate {
  private final Transactions transactions;
  private final MainFiles files;
  private final FactFinding facts;
  private final PolicySets sets;
  private final Standing standing;

  PolicyGate(
      Transactions transactions,
      MainFiles files,
      FactFinding facts,
      PolicySets sets,
      Standing standing) {
    this.transactions = transactions;
    this.files = files;
    this.facts = facts;
    this.sets = sets;
    this.standing = standing;
  }

  @Override
  public Ruling judge(Question question) {
    // Most repos have no policies: then this one look is all that their merges pay.
    MainFiles.Found main = files.under(question.repoId(), PolicyFiles.FOLDER);
    PolicyFiles policies = PolicyFiles.among(main.files());
    if (policies.areNone()) {
      return free(main.head());
    }
    return transactions
        .read(
            () ->
                facts.of(
                    question.repoId(),
                    question.repo(),
                    question.branch().value(),
                    question.actor()))
        .map(found -> ruling(question.repoId(), found))
        // The merge refuses a branch that is not there; were it there by then, this pin fails.
        .orElseGet(
            () ->
                new Ruling.Allowed(
                    new Pin(main.head(), -1, policies.fingerprint(), Optional.empty())));
  }

  private static Ruling free(long mainHead) {
    return new Ruling.Allowed(new Pin(mainHead, -1, Fingerprint.NOTHING, Optional.empty()));
  }

  private Ruling ruling(long repoId, Facts found) {
    if (found.policies().areNone()) {
      return free(found.mainHead());
    }
    List<PolicyResult> failing =
        Judging.of(sets.of(repoId, found.policies()), found.input()).failing();
    return failing.isEmpty()
        ? new Ruling.Allowed(
            new Pin(
                found.mainHead(),
                found.branch().headSequence(),
                found.rules(),
                Optional.of(found.mark())))
        : new Ruling.Denied(failing);
  }

  @Override
  public boolean holds(Pin pin, Place now) {
    if (pin.mark().isPresent()
        && (pin.branchHead() != now.branchHead()
            || !pin.mark().get().equals(standing.hold(now.repoId(), now.branchId())))) {
      return false;
    }
    // A verdict depends on main by its policies and owners only: where these are the same, the same
    // question would get the same answer, and a busy main cannot keep merges from ending.
    boolean judgedHere = pin.mark().isPresent() || pin.rules().equals(Fingerprint.NOTHING);
    return judgedHere
        && (pin.mainHead() == now.mainHead() || pin.rules().equals(facts.rules(now.repoId())));
  }
}
