package dev.docstore.server.org;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.OrgInviteCreated;
import dev.docstore.common.wire.OrgInviteList;
import dev.docstore.common.wire.OrgMember;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.org.InviteStore.Held;
import dev.docstore.server.vcs.Standing;
import dev.docstore.server.web.IdCursor;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations: an owner makes one, the invited identity accepts it (spec 01 §5.2). */
@RestController
@RequestMapping("/orgs/{org}/invites")
class InviteController {
  private static final int MAX_PAGE = 10_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Transactions transactions;
  private final Orgs orgs;
  private final InviteStore invites;
  private final MemberStore members;
  private final Standing standing;
  private final EventLog events;

  InviteController(
      Transactions transactions,
      Orgs orgs,
      InviteStore invites,
      MemberStore members,
      Standing standing,
      EventLog events) {
    this.transactions = transactions;
    this.orgs = orgs;
    this.invites = invites;
    this.members = members;
    this.standing = standing;
    this.events = events;
  }

  record NewInvite(@Nullable String email, @JsonProperty(required = true) @Nullable String role) {}

  /** Invites an identity to an organisation, for seven days. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  OrgInviteCreated create(Caller caller, @PathVariable String org, JsonBody body)
      throws IOException {
    orgs.requireOwner(org, caller.identity());
    NewInvite request = body.as(NewInvite.class);
    String email = JsonBody.required("email", request.email());
    DocStoreException.refuseFor(Names.textProblem("email", email));
    OrgRole role = OrgRole.parse(request.role());
    String token = newToken();
    return transactions.write(
        () -> {
          String id = invites.create(org, email, role, caller.identity(), token);
          events.append(
              new Event.OrgInviteCreated(org, id, email, role.wireName(), caller.identity()));
          return new OrgInviteCreated(id, token);
        });
  }

  private static String newToken() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The open invitations of an organisation, oldest first. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.ID,
      order = "id of the last invitation; oldest first")
  @GetMapping
  OrgInviteList list(Caller caller, @PathVariable String org, Query query) {
    orgs.requireOwner(org, caller.identity());
    Optional<UUID> after = query.afterId();
    return new OrgInviteList(
        IdCursor.page(
            after,
            invites.pending(org, after, query.limitOrAll(MAX_PAGE)),
            id -> invites.exists(org, id)));
  }

  /** Accepts an invitation, as the identity that was invited. */
  @PostMapping("/{token}/accept")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void accept(Caller caller, @PathVariable String org, @PathVariable String token) {
    transactions.write(() -> join(org, token, caller.identity()));
  }

  private OrgMember join(String org, String token, String identity) {
    standing.movedInOrg(org);
    Held invite = invites.hold(org, token).orElseThrow(InviteController::notFound);
    if (invite.accepted()) {
      throw new DocStoreException(ErrorCode.CONFLICT, "invite already accepted");
    }
    if (invite.expired()) {
      throw new DocStoreException(ErrorCode.GONE, "invite expired");
    }
    if (!invite.email().equals(identity)) {
      throw DocStoreException.forbidden("identity does not match invite email");
    }
    if (invite.role() != OrgRole.OWNER && members.isLastOwner(org, identity)) {
      throw new DocStoreException(
          ErrorCode.CONFLICT, "cannot remove the last owner of an org; name another owner first");
    }
    invites.accept(invite.id());
    OrgMember member = members.put(org, identity, invite.role(), invite.invitedBy());
    events.append(
        new Event.OrgMemberAdded(org, identity, invite.role().wireName(), invite.invitedBy()));
    return member;
  }

  /** Withdraws an invitation. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String org, @PathVariable String id) {
    orgs.requireOwner(org, caller.identity());
    UUID invite = Query.uuid(id).orElseThrow(InviteController::notFound);
    transactions.write(
        () -> {
          if (!invites.delete(org, invite)) {
            throw notFound();
          }
          events.append(new Event.OrgInviteDeleted(org, invite.toString(), caller.identity()));
          return invite;
        });
  }

  private static DocStoreException notFound() {
    return new DocStoreException(ErrorCode.INVITE_NOT_FOUND, "invite not found");
  }
}
