package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.event.Event;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.CommitResponse;
import dev.docstore.common.wire.CommittedFile;
import dev.docstore.server.database.Pipeline;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.HistoryWriter.NewCommit;
import dev.docstore.server.vcs.Idempotency.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Commits a group of orders for one repo in one transaction; each gets an answer of its own. */
@Component
class CommitGroup {
  private static final Logger LOG = LoggerFactory.getLogger(CommitGroup.class);

  private final Transactions transactions;
  private final RepoHistory history;
  private final Idempotency idempotency;
  private final EventLog events;
  private final MainRules rules;
  private final MainFiles mainFiles;

  CommitGroup(
      Transactions transactions,
      RepoHistory history,
      Idempotency idempotency,
      EventLog events,
      MainRules rules,
      MainFiles mainFiles) {
    this.transactions = transactions;
    this.history = history;
    this.idempotency = idempotency;
    this.events = events;
    this.rules = rules;
    this.mainFiles = mainFiles;
  }

  /** The outcomes in the order of the orders, which are all of one repo. */
  List<CommitOutcome> commit(List<CommitOrder> orders) {
    try {
      return transactions.write(() -> commitAll(orders));
    } catch (DocStoreException refusal) {
      // The repo is gone, or the outcome is unknown: the same for all, and nothing to be tried
      // again.
      return orders.stream().<CommitOutcome>map(_ -> new CommitOutcome.Refused(refusal)).toList();
    } catch (RuntimeException e) {
      if (orders.size() == 1) {
        return List.of(new CommitOutcome.Broken(e));
      }
      LOG.warn("a group of {} commits failed; they are tried one by one", orders.size(), e);
      return orders.stream().map(order -> commit(List.of(order)).getFirst()).toList();
    }
  }

  private List<CommitOutcome> commitAll(List<CommitOrder> orders) {
    long repoId = orders.getFirst().repoId();
    HistoryWriter writer =
        history.lock(repoId, orders.stream().map(CommitOrder::branch).distinct().toList());
    List<Remembered> before =
        idempotency.find(
            repoId, orders.stream().map(CommitOrder::key).filter(Objects::nonNull).toList());
    List<Decided> decisions = new ArrayList<>();
    RuleChanges ruleChanges = new RuleChanges(rules, mainFiles, repoId);
    for (CommitOrder order : orders) {
      decisions.add(new Decided(order, decide(writer, order, before, decisions, ruleChanges)));
    }
    writer.flush(pipeline -> announce(writer, decisions, pipeline));
    remember(writer, decisions);
    return decisions.stream().map(decided -> outcome(writer, decided.decision())).toList();
  }

  private record Decided(CommitOrder order, Decision decision) {}

  /** What is to become of an order. */
  private sealed interface Decision {
    record Accept(NewCommit commit) implements Decision {}

    /** It was done before, or by an order before it in the group. */
    record Repeat(CommitResponse answer) implements Decision {}

    record RepeatOf(Decision.Accept first) implements Decision {}

    record Refuse(DocStoreException reason) implements Decision {}

    record Judge(List<MainFile> files) implements Decision {}
  }

  /** Preconditions look at the branch as the orders before this one leave it. */
  private static Decision decide(
      HistoryWriter writer,
      CommitOrder order,
      List<Remembered> before,
      List<Decided> earlier,
      RuleChanges ruleChanges) {
    try {
      Optional<Decision> repeated = repeated(order.key(), before, earlier);
      if (repeated.isPresent()) {
        return repeated.get();
      }
      BranchState branch = writer.require(order.branch());
      branch.requireActive("branch is not active");
      branch.etag(writer.repo()).requireMatch(order.expectedEtag());
      if (order.branch().isMain()) {
        ruleChanges.accept(order.changes());
      }
      return new Decision.Accept(
          writer.add(branch, order.message(), order.author(), order.author(), order.changes()));
    } catch (DocStoreException refusal) {
      return new Decision.Refuse(refusal);
    } catch (RuleChanges.Unjudged unjudged) {
      return new Decision.Judge(unjudged.files());
    }
  }

  private static Optional<Decision> repeated(
      @Nullable RequestKey key, List<Remembered> before, List<Decided> earlier) {
    if (key == null) {
      return Optional.empty();
    }
    for (Remembered remembered : before) {
      if (remembered.key().sameKey(key)) {
        return Optional.of(new Decision.Repeat(remembered.replay(key, CommitResponse.class)));
      }
    }
    for (Decided decided : earlier) {
      RequestKey other = decided.order().key();
      if (other != null
          && other.sameKey(key)
          && decided.decision() instanceof Decision.Accept first) {
        new Remembered(other, "{}").replay(key, Object.class);
        return Optional.of(new Decision.RepeatOf(first));
      }
    }
    return Optional.empty();
  }

  private void announce(HistoryWriter writer, List<Decided> decisions, Pipeline pipeline) {
    List<NewCommit> commits =
        decisions.stream()
            .map(Decided::decision)
            .filter(Decision.Accept.class::isInstance)
            .map(accepted -> ((Decision.Accept) accepted).commit())
            .toList();
    List<Event> happened = new ArrayList<>();
    commits.forEach(commit -> happened.add(created(writer, commit)));
    happened.addAll(Disarming.after(commits, writer, pipeline));
    if (!happened.isEmpty()) {
      events.append(happened, pipeline);
    }
  }

  private void remember(HistoryWriter writer, List<Decided> decisions) {
    List<Remembered> answers = new ArrayList<>();
    for (Decided decided : decisions) {
      RequestKey key = decided.order().key();
      if (key != null && decided.decision() instanceof Decision.Accept(NewCommit commit)) {
        answers.add(new Remembered(key, Json.write(response(writer, commit))));
      }
    }
    idempotency.remember(writer.repoId(), answers);
  }

  private static CommitOutcome outcome(HistoryWriter writer, Decision decision) {
    return switch (decision) {
      case Decision.Accept(NewCommit commit) ->
          new CommitOutcome.Committed(response(writer, commit));
      case Decision.RepeatOf(Decision.Accept(NewCommit commit)) ->
          new CommitOutcome.Committed(response(writer, commit));
      case Decision.Repeat(CommitResponse answer) -> new CommitOutcome.Committed(answer);
      case Decision.Refuse(DocStoreException reason) -> new CommitOutcome.Refused(reason);
      case Decision.Judge(List<MainFile> files) -> new CommitOutcome.Unjudged(files);
    };
  }

  private static Event created(HistoryWriter writer, NewCommit commit) {
    return new Event.CommitCreated(
        writer.repo().value(),
        commit.branch().name().value(),
        commit.sequence(),
        commit.author(),
        commit.message(),
        commit.changes().size());
  }

  private static CommitResponse response(HistoryWriter writer, NewCommit commit) {
    List<CommittedFile> files =
        commit.changes().stream()
            .map(
                change -> {
                  UUID version = writer.versionOf(change);
                  return new CommittedFile(
                      change.path().value(), version == null ? null : version.toString());
                })
            .toList();
    return new CommitResponse(commit.sequence(), files, commit.hash().hex());
  }
}
