package dev.docstore.server.acceptance;

import dev.docstore.server.acceptance.AccessRule.Need;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may do what, written down once more from the contract: spec 01 §4.3 and §21.4, spec 02 §1.3
 * and §12.6, page 00 A1, A4, A8, B11. The server's own table is not asked.
 */
final class AccessContract {
  private AccessContract() {}

  /**
   * Method, path, need and, for what a CI job may write, the permission. Each GET stands for HEAD
   * as well (spec 01 §1.3).
   */
  private static final String OUTSIDE_REPOS =
      """
      GET    /healthz                                         anyone
      GET    /.well-known/ds-config                           anyone
      GET    /readyz                                          anyone
      GET    /openapi.json                                    anyone
      GET    /auth/login                                      anyone
      GET    /auth/callback                                   anyone
      GET    /auth/logout                                     anyone
      GET    /orgs                                            signed_in
      POST   /orgs                                            signed_in
      GET    /orgs/{org}                                      reads_org
      DELETE /orgs/{org}                                      deletes_org
      GET    /orgs/{org}/repos                                reads_org
      GET    /orgs/{org}/members                              org_member
      POST   /orgs/{org}/members/{identity}                   org_owner
      DELETE /orgs/{org}/members/{identity}                   org_owner
      GET    /orgs/{org}/invites                              org_owner
      POST   /orgs/{org}/invites                              org_owner
      POST   /orgs/{org}/invites/{token}/accept               signed_in
      DELETE /orgs/{org}/invites/{id}                         org_owner
      GET    /repos                                           signed_in
      POST   /repos                                           org_member
      GET    /repos/{repo}                                    knows_repo
      DELETE /repos/{repo}                                    deletes_repo
      GET    /subscriptions                                   signed_in
      POST   /subscriptions                                   signed_in
      PATCH  /subscriptions/{id}                              signed_in
      DELETE /subscriptions/{id}                              signed_in
      POST   /subscriptions/{id}/resume                       signed_in
      POST   /subscriptions/{id}/ping                         signed_in
      GET    /subscriptions/{id}/deliveries                   signed_in
      POST   /subscriptions/{id}/deliveries/{delivery}/redeliver signed_in
      GET    /events                                          global_admin
      GET    /ci-jobs/{id}                                    sees_job
      POST   /repos/{repo}/-/archive/presign                  own_credential
      """;

  /** The same below {@code /repos/{repo}/-/}. */
  private static final String IN_REPOS =
      """
      GET    tree                               reader
      GET    file/{path}                        reader
      GET    file/{path}/history                reader
      GET    diff                               reader
      GET    chain                              reader
      GET    archive                            reader
      GET    archive/presign                    reader
      GET    branches                           reader
      GET    branch/{branch}                    reader
      GET    branch/{branch}/status             reader
      GET    branch/{branch}/agent-context      reader
      GET    branch/{branch}/reviews            reader
      GET    branch/{branch}/checks             reader
      GET    branch/{branch}/comments           reader
      GET    commits                            reader
      GET    commit/{sequence}                  reader
      GET    commit/{sequence}/diff             reader
      GET    commit/{sequence}/issues           reader
      GET    blob/{version}                     reader
      GET    releases                           reader
      GET    releases/{name}                    reader
      GET    proposals                          reader
      GET    proposals/{id}                     reader
      GET    proposals/{id}/issues              reader
      GET    issues                             reader
      GET    issues/{number}                    reader
      GET    issues/{number}/comments           reader
      GET    issues/{number}/refs               reader
      GET    events                             reader
      GET    ci-jobs                            reader
      GET    ci-jobs/{id}/logs/{check}          reader
      GET    ci/config                          reader
      GET    secrets                            reader
      HEAD   file/{path}                        reader
      HEAD   blob/{version}                     reader
      GET    verify                             admin
      GET    roles                              admin
      PUT    roles/                             admin
      PUT    roles/{identity}                   admin
      DELETE roles/{identity}                   admin
      POST   commit                             writer     contents
      POST   branch                             writer     contents
      POST   merge                              maintainer contents
      POST   rebase                             maintainer contents
      PATCH  branch/{branch}                    writer     contents
      DELETE branch/{branch}                    writer     contents
      POST   branch/{branch}/auto-merge         writer     contents
      DELETE branch/{branch}/auto-merge         writer     contents
      POST   purge                              admin      contents
      POST   releases                           maintainer releases
      DELETE releases/{name}                    admin      releases
      POST   check                              writer     checks
      POST   checks/retry                       maintainer
      POST   review                             writer     proposals
      POST   comment                            writer     proposals
      PATCH  comment/{id}                       writer     proposals
      DELETE comment/{id}                       writer     proposals
      POST   comment/{id}/resolve               writer     proposals
      POST   proposals                          writer     proposals
      PATCH  proposals/{id}                     writer     proposals
      POST   proposals/{id}/close               writer     proposals
      POST   proposals/{id}/reopen              writer     proposals
      POST   issues                             writer     issues
      PATCH  issues/{number}                    writer     issues
      POST   issues/{number}/close              writer     issues
      POST   issues/{number}/reopen             writer     issues
      POST   issues/{number}/comments           writer     issues
      PATCH  issues/{number}/comments/{id}      writer     issues
      DELETE issues/{number}/comments/{id}      maintainer issues
      POST   issues/{number}/refs               writer     issues
      POST   ci/run                             writer     ci
      POST   check/{check}/logs                 own_job    checks
      PUT    secrets/{name}                     admin
      DELETE secrets/{name}                     admin
      """;

  static final List<AccessRule> RULES =
      Stream.concat(
              OUTSIDE_REPOS.lines().map(line -> rule("", line)),
              IN_REPOS.lines().map(line -> rule("/repos/{repo}/-/", line)))
          .toList();

  private static AccessRule rule(String prefix, String line) {
    String[] words = line.split(" +", -1);
    return new AccessRule(
        words[0],
        prefix + words[1],
        Need.valueOf(words[2].toUpperCase(Locale.ROOT)),
        words.length > 3 ? Optional.of(words[3]) : Optional.empty());
  }
}
