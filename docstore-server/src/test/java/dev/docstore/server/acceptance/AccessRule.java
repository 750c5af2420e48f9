package dev.docstore.server.acceptance;

import dev.docstore.server.acceptance.Actor.Job;
import dev.docstore.server.acceptance.Actor.Nobody;
import dev.docstore.server.acceptance.Actor.Org;
import dev.docstore.server.acceptance.Actor.Person;
import dev.docstore.server.acceptance.Actor.Special;
import dev.docstore.server.access.Role;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the contract: who may send a request (spec 01 §4.3, page 00 A4, E9, H14).
 *
 * @param method HTTP method
 * @param path pattern, as the server's routes are written
 * @param permission what a job must hold to write here; empty refuses every job
 */
record AccessRule(String method, String path, Need need, Optional<String> permission) {
  enum Need {
    ANYONE,
    OWN_CREDENTIAL,
    SIGNED_IN,
    READS_ORG,
    DELETES_ORG,
    ORG_MEMBER,
    ORG_OWNER,
    KNOWS_REPO,
    DELETES_REPO,
    SEES_JOB,
    /** Only a CI job of the repo. */
    OWN_JOB,
    GLOBAL_ADMIN,
    /** No role is enough; the bootstrap admin of a repo without an admin needs none. */
    NOBODY,
    READER,
    WRITER,
    MAINTAINER,
    ADMIN;

    Optional<Role> role() {
      return Role.parse(name().toLowerCase(Locale.ROOT));
    }
  }

  /** The path as the contract writes it: a repo's endpoint by its own name. */
  static String brief(String path) {
    return path.substring(path.indexOf("/-/") < 0 ? 0 : path.indexOf("/-/") + 3);
  }

  Outcome expected(Actor actor) {
    return switch (actor.standing()) {
      case Nobody nobody -> ofNobody(nobody);
      case Person person -> ofPerson(person);
      case Job job -> ofJob(job);
    };
  }

  private Outcome ofNobody(Nobody nobody) {
    boolean enters = need == Need.ANYONE || (need == Need.OWN_CREDENTIAL && nobody.requestToken());
    return enters ? Outcome.LET_THROUGH : Outcome.UNKNOWN;
  }

  private Outcome ofPerson(Person person) {
    boolean global =
        person.special() == Special.GLOBAL_ADMIN || person.special() == Special.BOOTSTRAP_ADMIN;
    boolean service = person.special() == Special.SERVICE;
    boolean hasRole = person.role().isPresent();
    boolean knowsRepo = hasRole || global || service;
    return switch (need) {
      case ANYONE, SIGNED_IN -> Outcome.LET_THROUGH;
      case OWN_CREDENTIAL -> Outcome.UNKNOWN;
      case OWN_JOB -> Outcome.REFUSED;
      // Whoever may read one of its repos knows of an org.
      case READS_ORG, KNOWS_REPO -> knowsRepo ? Outcome.LET_THROUGH : Outcome.HIDDEN;
      case DELETES_ORG -> knowsRepo ? ifAllowed(global || isOwner(person)) : Outcome.HIDDEN;
      case ORG_MEMBER -> ifAllowed(global || person.org() != Org.STRANGER);
      case ORG_OWNER -> ifAllowed(global || isOwner(person));
      case DELETES_REPO ->
          knowsRepo ? ifAllowed(global || has(person, Role.ADMIN)) : Outcome.HIDDEN;
      // The bypass of a repo without admin does not count here.
      case SEES_JOB ->
          ifAllowed((hasRole && person.special() != Special.BOOTSTRAP_ADMIN) || service);
      case GLOBAL_ADMIN -> ifAllowed(global);
      case NOBODY -> ifAllowed(person.special() == Special.BOOTSTRAP_ADMIN);
      case READER -> ifAllowed(has(person, Role.READER) || service);
      case WRITER -> ifAllowed(has(person, Role.WRITER) || (service && path.endsWith("/check")));
      case MAINTAINER -> ifAllowed(has(person, Role.MAINTAINER));
      case ADMIN -> ifAllowed(has(person, Role.ADMIN));
    };
  }

  private static boolean isOwner(Person person) {
    return person.org() == Org.OWNER;
  }

  private static boolean has(Person person, Role needed) {
    return person.role().filter(role -> role.atLeast(needed)).isPresent();
  }

  private Outcome ofJob(Job job) {
    return switch (need) {
      case ANYONE -> Outcome.LET_THROUGH;
      case OWN_CREDENTIAL -> job.own() ? Outcome.LET_THROUGH : Outcome.UNKNOWN;
      case KNOWS_REPO -> job.own() ? Outcome.LET_THROUGH : Outcome.HIDDEN;
      case SEES_JOB -> ifAllowed(job.own());
      case OWN_JOB -> ifAllowed(job.own() && holdsPermission(job));
      case READER, WRITER, MAINTAINER, ADMIN ->
          ifAllowed(job.own() && (reads() ? need == Need.READER : mayWrite(job)));
      default -> Outcome.REFUSED;
    };
  }

  private boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** As a writer, or as a maintainer by grace of the default branch. */
  private boolean mayWrite(Job job) {
    Role role =
        job.trusted() && job.permissions().contains("contents") ? Role.MAINTAINER : Role.WRITER;
    return holdsPermission(job) && need.role().filter(role::atLeast).isPresent();
  }

  private boolean holdsPermission(Job job) {
    return permission.filter(p -> p.equals("checks") || job.permissions().contains(p)).isPresent();
  }

  private static Outcome ifAllowed(boolean allowed) {
    return allowed ? Outcome.LET_THROUGH : Outcome.REFUSED;
  }
}
