package dev.docstore.server.acceptance;

import dev.docstore.server.access.Role;
import dev.docstore.server.testing.Api;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who sends requests to one repo.
 *
 * @param name for the names of tests
 * @param repo the repo that requests aim at
 */
record Actor(String name, Api api, Target repo, Standing standing) {
  /**
   * A repo, its org and one of its CI jobs.
   *
   * @param repo full name
   */
  record Target(String org, String repo, String job) {}

  /** What the contract knows of a caller. */
  sealed interface Standing {}

  /**
   * Whose credential does not hold.
   *
   * @param requestToken whether it is a request token of one of the repo's jobs
   */
  record Nobody(boolean requestToken) implements Standing {}

  /**
   * A person or service.
   *
   * @param role effective role in the repo
   * @param org membership in its org
   * @param special a special place in the server's settings
   */
  record Person(Optional<Role> role, Org org, Special special) implements Standing {}

  enum Org {
    STRANGER,
    MEMBER,
    OWNER
  }

  enum Special {
    NONE,
    /** The global admin, where the repo has an admin of its own. */
    GLOBAL_ADMIN,
    /** The global admin, where the repo has no admin. */
    BOOTSTRAP_ADMIN,
    SERVICE
  }

  /**
   * A claimed CI job.
   *
   * @param own whether it is a job of this repo
   * @param trusted whether the default branch gave it these permissions
   */
  record Job(boolean own, boolean trusted, Set<String> permissions) implements Standing {}
}
