package dev.docstore.server.org;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.OrgMember;
import dev.docstore.common.wire.OrgMemberList;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.vcs.Standing;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Members of organisations (spec 01 §5.1). */
@RestController
@RequestMapping("/orgs/{org}/members")
class MemberController {
  private static final int MAX_PAGE = 10_000;

  private final Transactions transactions;
  private final Orgs orgs;
  private final MemberStore members;
  private final Standing standing;
  private final EventLog events;

  MemberController(
      Transactions transactions,
      Orgs orgs,
      MemberStore members,
      Standing standing,
      EventLog events) {
    this.transactions = transactions;
    this.orgs = orgs;
    this.members = members;
    this.standing = standing;
    this.events = events;
  }

  record NewRole(@JsonProperty(required = true) @Nullable String role) {}

  /** The members of an organisation, by identity. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.TEXT,
      order = "identity of the last member; by the bytes of the identity")
  @GetMapping
  OrgMemberList list(Caller caller, @PathVariable String org, Query query) {
    orgs.requireMember(org, caller.identity());
    return new OrgMemberList(
        members.list(org, query.text("after").orElse(""), query.limitOrAll(MAX_PAGE)));
  }

  /** Adds a member, or gives one another role. */
  @PostMapping("/{identity}")
  OrgMember put(
      Caller caller, @PathVariable String org, @PathVariable String identity, JsonBody body)
      throws IOException {
    orgs.requireOwner(org, caller.identity());
    OrgRole role = OrgRole.parse(body.as(NewRole.class).role());
    DocStoreException.refuseFor(Names.textProblem("identity", identity));
    return transactions.write(
        () -> {
          standing.movedInOrg(org);
          if (role != OrgRole.OWNER) {
            keepAnOwner(org, identity);
          }
          OrgMember member = members.put(org, identity, role, caller.identity());
          events.append(
              new Event.OrgMemberAdded(org, identity, role.wireName(), caller.identity()));
          return member;
        });
  }

  /** Removes a member; the last owner stays. */
  @DeleteMapping("/{identity}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable String org, @PathVariable String identity) {
    orgs.requireOwner(org, caller.identity());
    transactions.write(
        () -> {
          standing.movedInOrg(org);
          keepAnOwner(org, identity);
          if (!members.remove(org, identity)) {
            throw DocStoreException.notFound("member not found");
          }
          events.append(new Event.OrgMemberRemoved(org, identity, caller.identity()));
          return identity;
        });
  }

  private void keepAnOwner(String org, String identity) {
    if (members.isLastOwner(org, identity)) {
      throw new DocStoreException(
          ErrorCode.CONFLICT, "cannot remove the last owner of an org; name another owner first");
    }
  }
}
