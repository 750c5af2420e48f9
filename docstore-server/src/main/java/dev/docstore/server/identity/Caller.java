package dev.docstore.server.identity;

import java.util.Set;

/** Who makes a request. Nothing of it is ever taken from the request's body. */
public sealed interface Caller {
  /** The text that is recorded as author, reviewer or creator; compared with case. */
  String identity();

  /**
   * A person, or a service with an identity of its own.
   *
   * @param identity normally an e-mail address
   */
  record Person(String identity) implements Caller {}

  /**
   * A CI job, by its signed token (spec 03 §13, page 00 A4).
   *
   * @param jobId the job
   * @param repo full name of the only repo it may touch
   * @param branch the branch under test
   * @param sequence the commit under test
   * @param subject the token's {@code sub}: what a check is reported as
   * @param permissions what it may write; {@code checks} always
   * @param trusted whether these permissions come from the default branch
   */
  record Job(
      String jobId,
      String repo,
      String branch,
      long sequence,
      String subject,
      Set<String> permissions,
      boolean trusted)
      implements Caller {
    @Override
    public String identity() {
      return "ci-job:" + jobId;
    }
  }
}
