package dev.docstore.server.review;

import dev.docstore.common.wire.CheckRun;
import dev.docstore.common.wire.Review;
import dev.docstore.server.access.RepoCaller;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** The reviews and check runs of one head of a branch, as answers carry them. */
@Component
public class BranchReports {
  private final ReviewStore reviews;
  private final CheckStore checks;

  BranchReports(ReviewStore reviews, CheckStore checks) {
    this.reviews = reviews;
    this.checks = checks;
  }

  /** Every review of that head, newest first. */
  public List<Review> reviews(RepoCaller caller, String branch, long head) {
    return reviews.list(caller, branch, OptionalLong.of(head), Optional.empty(), Integer.MAX_VALUE);
  }

  /** The last attempt of each check of that head, by name. */
  public List<CheckRun> checks(RepoCaller caller, String branch, long head) {
    return checks.latest(caller, branch, OptionalLong.of(head), "", Integer.MAX_VALUE);
  }
}
