package dev.docstore.server.access;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.RepoName;
import dev.docstore.server.access.AccessTable.Row;
import dev.docstore.server.access.Need.GlobalAdmin;
import dev.docstore.server.access.Need.Nobody;
import dev.docstore.server.access.Need.Nothing;
import dev.docstore.server.access.Need.OwnCredential;
import dev.docstore.server.access.Need.OwnJob;
import dev.docstore.server.access.Need.RepoRole;
import dev.docstore.server.access.Need.SignedIn;
import dev.docstore.server.access.Roles.Standing;
import dev.docstore.server.identity.Authenticator;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.web.AccessLogValve;
import dev.docstore.server.web.Errors;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks the access table before anything else sees a request (spec 01 §1.3, §4.4): who calls, and
 * may they. Leaves the answers for controllers as request attributes.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class AccessFilter extends OncePerRequestFilter {
  static final String CALLER = Caller.class.getName();
  static final String REPO_CALLER = RepoCaller.class.getName();

  private final AccessTable table;
  private final Authenticator authenticator;
  private final Roles roles;
  private final JobAccess jobs;
  private final ServerSettings settings;
  private final Errors errors;

  AccessFilter(
      AccessTable table,
      Authenticator authenticator,
      Roles roles,
      JobAccess jobs,
      ServerSettings settings,
      Errors errors) {
    this.table = table;
    this.authenticator = authenticator;
    this.roles = roles;
    this.jobs = jobs;
    this.settings = settings;
    this.errors = errors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      check(request);
    } catch (DocStoreException refusal) {
      refuse(request, response, refusal);
      return;
    }
    chain.doFilter(request, response);
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, DocStoreException refusal)
      throws IOException {
    Optional<String> login =
        refusal.code() == ErrorCode.UNAUTHORIZED
            ? authenticator.loginPage(request)
            : Optional.empty();
    if (login.isPresent()) {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", login.get());
    } else {
      errors.write(response, refusal);
    }
  }

  private void check(HttpServletRequest request) {
    Need need = table.need(request.getMethod(), request.getRequestURI());
    if (need instanceof Nothing || need instanceof OwnCredential || isSignedArchive(request)) {
      return;
    }
    Caller caller = authenticator.authenticate(request);
    request.setAttribute(CALLER, caller);
    AccessLogValve.identify(request, caller.identity());
    switch (caller) {
      case Caller.Job job -> checkJob(request, job);
      case Caller.Person person -> checkPerson(request, person, need);
    }
  }

  private void checkJob(HttpServletRequest request, Caller.Job job) {
    String path = request.getRequestURI();
    if (RepoPath.isEndpoint(path)) {
      request.setAttribute(REPO_CALLER, jobs.enter(job, request.getMethod(), path));
    } else {
      jobs.requireMayVisit(job, request.getMethod(), path);
    }
  }

  private void checkPerson(HttpServletRequest request, Caller.Person person, Need need) {
    switch (need) {
      case Nothing _, OwnCredential _, SignedIn _ -> {}
      case GlobalAdmin _ -> requireGlobalAdmin(person);
      case RepoRole(Role role) -> request.setAttribute(REPO_CALLER, enter(request, person, role));
      case OwnJob _ -> throw forbidden();
      case Nobody _ -> request.setAttribute(REPO_CALLER, enterUnasked(request, person));
    }
  }

  /** A presigned download names no user: its signature is judged by its handler. */
  private static boolean isSignedArchive(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && request.getRequestURI().endsWith("/-/archive")
        && !Optional.ofNullable(request.getParameter("sig")).orElse("").isEmpty();
  }

  private Optional<RepoCaller> enter(
      HttpServletRequest request, Caller.Person person, Role needed) {
    String repo = RepoPath.of(request.getRequestURI());
    Standing standing = roles.standing(person, repo);
    Role enough = reportsAsService(request, person) ? Role.READER : needed;
    if (standing.role().filter(role -> role.atLeast(enough)).isEmpty()) {
      throw forbidden();
    }
    return standing
        .repoId()
        .map(id -> new RepoCaller(id, new RepoName(repo), person, standing.role().orElseThrow()));
  }

  /** The bootstrap admin of a repo without an admin is asked for nothing (spec 01 §4.2). */
  private Optional<RepoCaller> enterUnasked(HttpServletRequest request, Caller.Person person) {
    if (!roles.standing(person, RepoPath.of(request.getRequestURI())).bypasses()) {
      throw forbidden();
    }
    return enter(request, person, Role.ADMIN);
  }

  /** Our own services read, and report; of what, the handler judges (page 00 E12). */
  private boolean reportsAsService(HttpServletRequest request, Caller.Person person) {
    return roles.isService(person.identity())
        && table
            .row(request.getMethod(), request.getRequestURI())
            .flatMap(Row::permission)
            .filter(JobPermission.CHECKS::equals)
            .isPresent();
  }

  private void requireGlobalAdmin(Caller caller) {
    if (settings.bootstrapAdmin().isEmpty()) {
      throw DocStoreException.forbidden("forbidden: no global admin configured");
    }
    if (!roles.isGlobalAdmin(caller.identity())) {
      throw DocStoreException.forbidden("forbidden: global admin required");
    }
  }

  private static DocStoreException forbidden() {
    return DocStoreException.forbidden("forbidden");
  }
}
