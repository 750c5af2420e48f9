package dev.docstore.server.org;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.Org;
import dev.docstore.server.access.Roles;
import org.springframework.stereotype.Component;

/** What may be asked about organisations before something is done in their name. */
@Component
public class Orgs {
  private final OrgStore orgs;
  private final MemberStore members;
  private final Roles roles;

  Orgs(OrgStore orgs, MemberStore members, Roles roles) {
    this.orgs = orgs;
    this.members = members;
    this.roles = roles;
  }

  /**
   * The org, for somebody who may know of it.
   *
   * @throws DocStoreException 404 {@code ORG_NOT_FOUND}, to a stranger too (page 00 H14)
   */
  public Org readable(String name, String identity) {
    return orgs.find(name)
        .filter(_ -> roles.readsEverything(identity) || orgs.isReadable(name, identity))
        .orElseThrow(Orgs::notFound);
  }

  /** Whether that identity may see every repo of the org: a member, or who may read all repos. */
  public boolean seesAllRepos(String org, String identity) {
    return roles.readsEverything(identity) || members.roleOf(org, identity).isPresent();
  }

  /**
   * Asks whether somebody may found a repo in the org (spec 01 §4.3).
   *
   * @throws DocStoreException 404 {@code ORG_NOT_FOUND}, 403
   */
  public void requireMayFound(String org, String identity) {
    requireExists(org);
    if (!roles.isGlobalAdmin(identity) && members.roleOf(org, identity).isEmpty()) {
      throw DocStoreException.forbidden("forbidden");
    }
  }

  /** Asks whether somebody may see the org's members (spec 01 §5.1). */
  void requireMember(String org, String identity) {
    requireRole(org, identity, OrgRole.MEMBER);
  }

  /** Asks whether somebody may change the org's members. */
  void requireOwner(String org, String identity) {
    requireRole(org, identity, OrgRole.OWNER);
  }

  private void requireRole(String org, String identity, OrgRole needed) {
    requireExists(org);
    if (roles.isGlobalAdmin(identity)) {
      return;
    }
    OrgRole role =
        members
            .roleOf(org, identity)
            .orElseThrow(() -> DocStoreException.forbidden("forbidden: not an org member"));
    if (role.compareTo(needed) < 0) {
      throw DocStoreException.forbidden("forbidden: org owner required");
    }
  }

  private void requireExists(String org) {
    if (orgs.find(org).isEmpty()) {
      throw notFound();
    }
  }

  static DocStoreException notFound() {
    return new DocStoreException(ErrorCode.ORG_NOT_FOUND, "org not found");
  }
}
