package dev.docstore.server.review;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.ReviewCommentRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.review.CommentDraft.Target;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import dev.docstore.server.vcs.FileVersions;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Query;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads requests for comments. A version never changes and is looked at before the transaction
 * begins: its content may have to come from the blob store.
 */
@Component
class CommentDrafts {
  private final BranchQueries branches;
  private final FileVersions versions;

  CommentDrafts(BranchQueries branches, FileVersions versions) {
    this.branches = branches;
    this.versions = versions;
  }

  /**
   * What the request asks for.
   *
   * @throws DocStoreException 400, or 404 for a branch or version that is not there
   */
  CommentDraft of(RepoCaller caller, ReviewCommentRequest request) {
    String branch = JsonBody.required("branch", request.branch());
    Optional<UUID> replyTo = id("in_reply_to", request.inReplyTo());
    Target target =
        replyTo.isPresent() ? reply(replyTo.get(), request) : place(caller, branch, request);
    String body = JsonBody.required("body", request.body());
    return new CommentDraft(branch, target, id("review_id", request.reviewId()), body);
  }

  private static Target reply(UUID to, ReviewCommentRequest request) {
    if (request.path() != null
        || request.versionId() != null
        || request.line() != null
        || request.startLine() != null
        || request.side() != null) {
      throw DocStoreException.badRequest(
          "a reply stands where its thread does; leave path, version_id and lines away");
    }
    return new Target.Reply(to);
  }

  private Target place(RepoCaller caller, String branch, ReviewCommentRequest request) {
    String path = JsonBody.required("path", request.path());
    String version = JsonBody.required("version_id", request.versionId());
    JsonBody.required("body", request.body());
    UUID versionId =
        Query.uuid(version).orElseThrow(() -> DocStoreException.badRequest("invalid version_id"));
    @Nullable Lines lines = Lines.of(request.startLine(), request.line(), request.side());
    BranchRow row =
        branches.find(caller.repoId(), branch).orElseThrow(DocStoreException::branchNotFound);
    if (!versions.has(caller.repoId(), row.id(), path, versionId)) {
      throw DocStoreException.notFound("version not found: no such version of that path");
    }
    if (lines != null) {
      lines.requireWithin(versions.lines(caller.repoId(), versionId));
    }
    return new Target.Place(new Anchor(path, versionId, lines));
  }

  private static Optional<UUID> id(String member, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    Optional<UUID> id = Query.uuid(text);
    if (id.isEmpty()) {
      throw DocStoreException.badRequest("invalid " + member);
    }
    return id;
  }
}
