package dev.docstore.server.access;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.RepoName;
import dev.docstore.server.access.AccessTable.Row;
import dev.docstore.server.access.Need.OwnJob;
import dev.docstore.server.access.Need.RepoRole;
import dev.docstore.server.access.Roles.Standing;
import dev.docstore.server.identity.Caller;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a CI job's token opens (spec 03 §16.2, page 00 A4): its own repo, to read; to write, the
 * rows of the access table whose permission it holds, as a writer, or as a maintainer where the
 * default branch grants it {@code contents}.
 */
@Component
class JobAccess {
  private final AccessTable table;
  private final Roles roles;

  JobAccess(AccessTable table, Roles roles) {
    this.table = table;
    this.roles = roles;
  }

  /**
   * Judges a request outside any repo endpoint.
   *
   * @throws DocStoreException 403
   */
  void requireMayVisit(Caller.Job job, String method, String path) {
    // What these two show is decided by their handlers, repo by repo.
    boolean shown = path.startsWith("/ci-jobs/") || path.startsWith("/repos/");
    if (!reads(method) && path.startsWith("/repos/") && !RepoPath.of(path).equals(job.repo())) {
      throw foreignRepo();
    }
    if (!reads(method) || !shown) {
      throw notPermitted();
    }
  }

  /**
   * Judges a request to a repo endpoint.
   *
   * @return empty when the repo is gone
   * @throws DocStoreException 403
   */
  Optional<RepoCaller> enter(Caller.Job job, String method, String path) {
    String repo = RepoPath.of(path);
    Role role = reads(method) ? toRead(job, repo, path) : toWrite(job, repo, method, path);
    Standing standing = roles.standing(job, repo);
    return standing.repoId().map(id -> new RepoCaller(id, new RepoName(repo), job, role));
  }

  private Role toRead(Caller.Job job, String repo, String path) {
    if (!repo.equals(job.repo()) || !table.need("GET", path).equals(new RepoRole(Role.READER))) {
      throw DocStoreException.forbidden("forbidden");
    }
    return Role.READER;
  }

  private Role toWrite(Caller.Job job, String repo, String method, String path) {
    if (!repo.equals(job.repo())) {
      throw foreignRepo();
    }
    Row row =
        table
            .row(method, path)
            .filter(candidate -> candidate.permission().filter(p -> holds(job, p)).isPresent())
            .orElseThrow(JobAccess::notPermitted);
    Role role = job.trusted() && holds(job, JobPermission.CONTENTS) ? Role.MAINTAINER : Role.WRITER;
    boolean enough =
        switch (row.need()) {
          case OwnJob() -> true;
          case RepoRole(Role needed) -> role.atLeast(needed);
          default -> false;
        };
    if (!enough) {
      throw DocStoreException.forbidden("forbidden");
    }
    return role;
  }

  private static boolean holds(Caller.Job job, JobPermission permission) {
    return permission == JobPermission.CHECKS || job.permissions().contains(permission.wireName());
  }

  private static boolean reads(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  private static DocStoreException foreignRepo() {
    return DocStoreException.forbidden("forbidden: job may only write to its own repo");
  }

  private static DocStoreException notPermitted() {
    return DocStoreException.forbidden("forbidden: job token not permitted for this endpoint");
  }
}
