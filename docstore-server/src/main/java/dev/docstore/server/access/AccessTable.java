package dev.docstore.server.access;

import dev.docstore.server.access.Need.GlobalAdmin;
import dev.docstore.server.access.Need.Nobody;
import dev.docstore.server.access.Need.Nothing;
import dev.docstore.server.access.Need.OwnCredential;
import dev.docstore.server.access.Need.OwnJob;
import dev.docstore.server.access.Need.RepoRole;
import dev.docstore.server.access.Need.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may do what: one row per route (spec 01 §4.3, 02 §1.3, 03 §13). A test walks the routes of
 * the server and fails on one without a row.
 *
 * <p>Paths are canonical: each name is one segment, whatever it contains.
 */
@Component
public class AccessTable {
  /**
   * One row.
   *
   * @param method HTTP method
   * @param pattern path pattern, for example {@code /repos/{repo}/-/tree}
   * @param permission what a CI job must hold as well to write here; empty refuses every job
   */
  public record Row(String method, String pattern, Need need, Optional<JobPermission> permission) {}

  private record Compiled(Row row, PathPattern pattern) {}

  private static final String REPO = "/repos/{repo}/-/";

  private final List<Compiled> rows = new ArrayList<>();

  AccessTable() {
    outsideRepos();
    reading();
    versionControl();
    collaboration();
    continuousIntegration();
  }

  private void outsideRepos() {
    row("GET", "/healthz", new Nothing());
    row("GET", "/readyz", new Nothing());
    row("GET", "/.well-known/ds-config", new Nothing());
    row("GET", "/openapi.json", new Nothing());
    row("GET", "/auth/login", new Nothing());
    row("GET", "/auth/callback", new Nothing());
    row("GET", "/auth/logout", new Nothing());
    for (String route :
        List.of(
            "GET /orgs",
            "POST /orgs",
            "GET /orgs/{org}",
            "DELETE /orgs/{org}",
            "GET /orgs/{org}/repos",
            "GET /orgs/{org}/members",
            "POST /orgs/{org}/members/{identity}",
            "DELETE /orgs/{org}/members/{identity}",
            "GET /orgs/{org}/invites",
            "POST /orgs/{org}/invites",
            "POST /orgs/{org}/invites/{token}/accept",
            "DELETE /orgs/{org}/invites/{id}",
            "GET /repos",
            "POST /repos",
            "GET /repos/{repo}",
            "DELETE /repos/{repo}",
            "GET /subscriptions",
            "POST /subscriptions",
            "PATCH /subscriptions/{id}",
            "DELETE /subscriptions/{id}",
            "POST /subscriptions/{id}/resume",
            "POST /subscriptions/{id}/ping",
            "GET /subscriptions/{id}/deliveries",
            "POST /subscriptions/{id}/deliveries/{delivery}/redeliver",
            "GET /ci-jobs/{id}")) {
      int space = route.indexOf(' ');
      row(route.substring(0, space), route.substring(space + 1), new SignedIn());
    }
    row("GET", "/events", new GlobalAdmin());
  }

  private void reading() {
    for (String endpoint :
        List.of(
            "tree",
            "file/{path}",
            "file/{path}/history",
            "diff",
            "chain",
            "archive",
            "archive/presign",
            "branches",
            "branch/{branch}",
            "commits",
            "commit/{sequence}",
            "commit/{sequence}/diff",
            "commit/{sequence}/issues",
            "blob/{version}",
            "releases",
            "releases/{name}",
            "branch/{branch}/status",
            "branch/{branch}/agent-context",
            "branch/{branch}/reviews",
            "branch/{branch}/checks",
            "branch/{branch}/comments",
            "proposals",
            "proposals/{id}",
            "proposals/{id}/issues",
            "issues",
            "issues/{number}",
            "issues/{number}/comments",
            "issues/{number}/refs",
            "events",
            "ci-jobs",
            "ci-jobs/{id}/logs/{check}",
            "ci/config",
            "secrets")) {
      repo("GET", endpoint, Role.READER);
    }
    // Asking for the size of a file without its bytes; elsewhere below a repo nobody may HEAD.
    repo("HEAD", "file/{path}", Role.READER);
    repo("HEAD", "blob/{version}", Role.READER);
    repo("GET", "verify", Role.ADMIN);
    repo("GET", "roles", Role.ADMIN);
    repo("PUT", "roles/", Role.ADMIN);
    repo("PUT", "roles/{identity}", Role.ADMIN);
    repo("DELETE", "roles/{identity}", Role.ADMIN);
  }

  private void versionControl() {
    // A commit to `main` needs a maintainer: it is asked again once the branch has been read.
    repo("POST", "commit", Role.WRITER, JobPermission.CONTENTS);
    repo("POST", "branch", Role.WRITER, JobPermission.CONTENTS);
    repo("POST", "merge", Role.MAINTAINER, JobPermission.CONTENTS);
    repo("POST", "rebase", Role.MAINTAINER, JobPermission.CONTENTS);
    repo("PATCH", "branch/{branch}", Role.WRITER, JobPermission.CONTENTS);
    // Somebody else's branch needs a maintainer: the handler knows whose it is.
    repo("DELETE", "branch/{branch}", Role.WRITER, JobPermission.CONTENTS);
    repo("POST", "branch/{branch}/auto-merge", Role.WRITER, JobPermission.CONTENTS);
    repo("DELETE", "branch/{branch}/auto-merge", Role.WRITER, JobPermission.CONTENTS);
    repo("POST", "purge", Role.ADMIN, JobPermission.CONTENTS);
    repo("POST", "releases", Role.MAINTAINER, JobPermission.RELEASES);
    repo("DELETE", "releases/{name}", Role.ADMIN, JobPermission.RELEASES);
    row("POST", REPO + "archive/presign", new OwnCredential());
  }

  private void collaboration() {
    repo("POST", "check", Role.WRITER, JobPermission.CHECKS);
    repo("POST", "checks/retry", Role.MAINTAINER);
    for (String endpoint :
        List.of(
            "POST review",
            "POST comment",
            "PATCH comment/{id}",
            "DELETE comment/{id}",
            "POST comment/{id}/resolve",
            "POST proposals",
            "PATCH proposals/{id}",
            "POST proposals/{id}/close",
            "POST proposals/{id}/reopen")) {
      split(endpoint, Role.WRITER, JobPermission.PROPOSALS);
    }
    for (String endpoint :
        List.of(
            "POST issues",
            "PATCH issues/{number}",
            "POST issues/{number}/close",
            "POST issues/{number}/reopen",
            "POST issues/{number}/comments",
            "PATCH issues/{number}/comments/{id}",
            "POST issues/{number}/refs")) {
      split(endpoint, Role.WRITER, JobPermission.ISSUES);
    }
    repo("DELETE", "issues/{number}/comments/{id}", Role.MAINTAINER, JobPermission.ISSUES);
  }

  private void continuousIntegration() {
    repo("POST", "ci/run", Role.WRITER, JobPermission.CI);
    add(
        new Row(
            "POST", REPO + "check/{check}/logs", new OwnJob(), Optional.of(JobPermission.CHECKS)));
    repo("PUT", "secrets/{name}", Role.ADMIN);
    repo("DELETE", "secrets/{name}", Role.ADMIN);
  }

  private void split(String methodAndEndpoint, Role role, JobPermission permission) {
    int space = methodAndEndpoint.indexOf(' ');
    repo(
        methodAndEndpoint.substring(0, space),
        methodAndEndpoint.substring(space + 1),
        role,
        permission);
  }

  private void repo(String method, String endpoint, Role role) {
    row(method, REPO + endpoint, new RepoRole(role));
  }

  private void repo(String method, String endpoint, Role role, JobPermission permission) {
    add(new Row(method, REPO + endpoint, new RepoRole(role), Optional.of(permission)));
  }

  /** Outside repos a GET route answers HEAD as well, on the same terms (spec 01 §1.3). */
  private void row(String method, String pattern, Need need) {
    if (method.equals("GET") && !pattern.startsWith("/repos/")) {
      add(new Row("HEAD", pattern, need, Optional.empty()));
    }
    add(new Row(method, pattern, need, Optional.empty()));
  }

  private void add(Row row) {
    rows.add(new Compiled(row, PathPatternParser.defaultInstance.parse(row.pattern())));
  }

  /** Every row, in order. */
  public List<Row> rows() {
    return rows.stream().map(Compiled::row).toList();
  }

  /** The row of a route as a controller declares it. */
  public Optional<Row> rowOf(String method, String pattern) {
    return rows().stream()
        .filter(row -> row.method().equals(method) && row.pattern().equals(pattern))
        .findFirst();
  }

  /**
   * What a request needs. Below a repo, a GET that no row knows needs a reader (and then ends as
   * 404 or 405), and any other method is refused to every role; elsewhere, what no row knows needs
   * a signed-in caller.
   */
  Need need(String method, String path) {
    return row(method, path).map(Row::need).orElseGet(() -> needOfUnknown(method, path));
  }

  /** The row that a request's path falls under. */
  Optional<Row> row(String method, String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    return rows.stream()
        .filter(compiled -> compiled.row().method().equals(method))
        .filter(compiled -> compiled.pattern().matches(parsed))
        .map(Compiled::row)
        .findFirst();
  }

  private Need needOfUnknown(String method, String path) {
    if (!path.startsWith("/repos/") || !path.contains("/-/")) {
      return method.equals("HEAD") ? need("GET", path) : new SignedIn();
    }
    String endpoint = path.substring(path.indexOf("/-/") + 3);
    if (endpoint.equals("roles") || endpoint.startsWith("roles/")) {
      return new RepoRole(Role.ADMIN);
    }
    if ((endpoint.equals("secrets") || endpoint.startsWith("secrets/")) && !isGet(method)) {
      return new RepoRole(Role.ADMIN);
    }
    if (endpoint.startsWith("branch/") && endpoint.endsWith("/auto-merge") && !isGet(method)) {
      return new RepoRole(Role.WRITER);
    }
    return isGet(method) ? new RepoRole(Role.READER) : new Nobody();
  }

  private static boolean isGet(String method) {
    return method.equals("GET");
  }
}
