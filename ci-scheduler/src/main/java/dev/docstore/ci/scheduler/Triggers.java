package dev.docstore.ci.scheduler;

import dev.docstore.common.ciyaml.CiYaml;
import dev.docstore.common.ciyaml.CiYamlProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides which jobs a delivery makes (spec 03 §4). */
final class Triggers {
  private final Repos repos;
  private final JobQueue queue;
  private final Schedules schedules;

  Triggers(Repos repos, JobQueue queue, Schedules schedules) {
    this.repos = repos;
    this.queue = queue;
    this.schedules = schedules;
  }

  /** Queues the jobs of the delivery; doing it again for the same event changes nothing. */
  void handle(Delivery delivery) {
    List<NewJob> jobs =
        switch (delivery) {
          case Delivery.Push push -> jobsOf(push);
          case Delivery.Opened opened -> jobsOf(opened);
          case Delivery.Other _ -> List.of();
        };
    if (!jobs.isEmpty()) {
      queue.enqueue(jobs);
    }
    if (delivery instanceof Delivery.Push push && push.branch().equals("main")) {
      schedules.changed(List.of(push.repo()));
    }
  }

  /** Queues the job of an entry's minute, whoever else does so too. */
  void scheduled(Schedules.Due due, long head) {
    String minute = "schedule:%s:%d:%s".formatted(due.repo(), due.position(), due.at());
    Draft draft = new Draft(due.repo(), "main", head, Optional.of(minute));
    queue.enqueue(List.of(job(draft, TriggerType.SCHEDULE, "", "")));
  }

  private List<NewJob> jobsOf(Delivery.Push push) {
    Optional<CiYaml> config = config(push.repo(), push.branch(), push.sequence());
    if (config.isEmpty()) {
      return List.of();
    }
    Draft draft = new Draft(push.repo(), push.branch(), push.sequence(), push.eventId());
    List<NewJob> jobs = new ArrayList<>();
    if (config.get().matchesPush(push.branch())) {
      jobs.add(job(draft, TriggerType.PUSH, "", ""));
    }
    repos
        .openProposal(push.repo(), push.branch())
        .filter(proposal -> config.get().matchesProposal(proposal.baseBranch()))
        .map(
            proposal ->
                job(draft, TriggerType.PROPOSAL_SYNCHRONIZED, proposal.baseBranch(), proposal.id()))
        .ifPresent(jobs::add);
    return jobs;
  }

  private List<NewJob> jobsOf(Delivery.Opened opened) {
    Draft draft = new Draft(opened.repo(), opened.branch(), opened.sequence(), opened.eventId());
    return config(opened.repo(), opened.branch(), opened.sequence())
        .filter(config -> config.matchesProposal(opened.baseBranch()))
        .map(_ -> job(draft, TriggerType.PROPOSAL, opened.baseBranch(), opened.proposalId()))
        .stream()
        .toList();
  }

  /** What all jobs of one delivery share. */
  private record Draft(String repo, String branch, long sequence, Optional<String> eventId) {}

  private NewJob job(Draft draft, TriggerType trigger, String baseBranch, String proposalId) {
    return new NewJob(
        draft.repo(),
        draft.branch(),
        draft.sequence(),
        trigger,
        present(baseBranch),
        present(proposalId),
        draft.eventId(),
        permissions(draft.repo()));
  }

  /** That of the commit under test; nothing when it is broken, which is reported. */
  private Optional<CiYaml> config(String repo, String branch, long sequence) {
    return switch (repos.config(repo, branch, OptionalLong.of(sequence))) {
      case CiYaml config -> Optional.of(config);
      case CiYamlProblems broken -> {
        repos.reportBrokenConfig(repo, branch, sequence, broken);
        yield Optional.empty();
      }
    };
  }

  /** Always those of the default branch: no branch can raise its own rights (page 00 A4). */
  private List<String> permissions(String repo) {
    return switch (repos.config(repo, "main", OptionalLong.empty())) {
      case CiYaml(_, List<String> permissions, _) when permissions != null -> permissions;
      case CiYaml _, CiYamlProblems _ -> List.of("checks");
    };
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
