package dev.docstore.server.automerge;

import dev.docstore.server.access.Role;
import dev.docstore.server.access.Roles;
import dev.docstore.server.policy.AutoMergeAuthority;
import dev.docstore.server.review.ReviewQueries;
import dev.docstore.server.vcs.AutoMerges;
import dev.docstore.server.vcs.AutoMerges.Armed;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Arming takes a writer, merging a maintainer: so whoever armed must be one by the time of the
 * merge, or one must have approved what is merged (page 00 D7).
 */
@Component
class Authority implements AutoMergeAuthority {
  private final AutoMerges merges;
  private final Roles roles;
  private final ReviewQueries reviews;

  Authority(AutoMerges merges, Roles roles, ReviewQueries reviews) {
    this.merges = merges;
    this.roles = roles;
    this.reviews = reviews;
  }

  @Override
  public Optional<String> missing(long repoId, String branch) {
    return merges.find(repoId, branch).flatMap(this::missing);
  }

  /** As {@link #missing(long, String)}, of a branch that was looked up. */
  Optional<String> missing(Armed armed) {
    if (armed.by().filter(person -> mayMerge(person, armed)).isPresent() || approved(armed)) {
      return Optional.empty();
    }
    return Optional.of(
        armed.by().map(person -> person + " armed auto-merge and may not merge; ").orElse("")
            + "a maintainer has to approve sequence "
            + armed.head());
  }

  private boolean approved(Armed armed) {
    return reviews.effective(armed.repoId(), armed.branchId(), armed.head()).stream()
        .filter(review -> review.status().equals("approved"))
        .anyMatch(review -> mayMerge(review.reviewer(), armed));
  }

  private boolean mayMerge(String identity, Armed armed) {
    return roles
        .standing(identity, armed.repo().value())
        .role()
        .filter(role -> role.atLeast(Role.MAINTAINER))
        .isPresent();
  }
}
