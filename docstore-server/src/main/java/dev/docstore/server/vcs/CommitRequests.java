package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.CommitFile;
import dev.docstore.common.wire.CommitRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.vcs.Change.NewDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns a commit's body into an order: checks it, and has its contents hashed and stored; all
 * before any lock.
 */
@Component
class CommitRequests {
  private static final String EXECUTABLE = "100755";
  private static final String REGULAR = "100644";
  private static final int MAX_CONTENT_TYPE = 255;

  private final NewDocuments documents;

  CommitRequests(NewDocuments documents) {
    this.documents = documents;
  }

  /**
   * The order of a JSON commit.
   *
   * @throws DocStoreException 400 for the first thing that is wrong, in the order of spec 01 §9.1;
   *     403
   */
  CommitOrder order(
      RepoCaller caller,
      CommitRequest request,
      @Nullable String ifMatch,
      @Nullable String idempotencyKey) {
    validate(caller, request);
    return order(caller, request, Map.of(), ifMatch, idempotencyKey);
  }

  /**
   * The order of a commit that was validated.
   *
   * @param given contents that did not come with the request itself, by the place of their file
   */
  CommitOrder order(
      RepoCaller caller,
      CommitRequest request,
      Map<Integer, NewDocument> given,
      @Nullable String ifMatch,
      @Nullable String idempotencyKey) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < request.files().size(); i++) {
      changes.add(change(request.files().get(i), given.get(i)));
    }
    return new CommitOrder(
        caller.repoId(),
        new BranchName(request.branch()),
        request.message(),
        caller.identity(),
        changes,
        ifMatch,
        RequestKey.of(caller.identity(), "commit", idempotencyKey, text(request, changes)));
  }

  /** All that makes one commit differ from another; contents by their hash. */
  private static String text(CommitRequest request, List<Change> changes) {
    return request.branch()
        + "\n"
        + request.message()
        + "\n"
        + changes.stream().map(change -> change.chained().toString()).toList();
  }

  /**
   * Refuses what is wrong with the request itself, and a commit to {@code main} by somebody who may
   * not: all that can be said before any content is looked at.
   */
  void validate(RepoCaller caller, CommitRequest request) {
    // Who may not is not told what else is wrong (spec 01 §4.4).
    if (BranchName.MAIN.value().equals(request.branch())) {
      caller.require(Role.MAINTAINER, "forbidden");
    }
    validateMembers(request);
  }

  @SuppressWarnings("NullAway") // a body may leave out any member, whatever the record says
  private static void validateMembers(CommitRequest request) {
    if (request.branch() == null || request.branch().isEmpty()) {
      throw DocStoreException.badRequest("branch is required");
    }
    if (request.files() == null || request.files().isEmpty()) {
      throw DocStoreException.badRequest("at least one file is required");
    }
    if (request.message() == null || request.message().isEmpty()) {
      throw DocStoreException.badRequest("message is required");
    }
    Set<String> paths = new HashSet<>();
    for (CommitFile file : request.files()) {
      String path = file == null || file.path() == null ? "" : file.path();
      Names.pathProblem(path)
          .ifPresent(
              problem -> {
                throw DocStoreException.badRequest(problem);
              });
      if (!paths.add(path)) {
        throw DocStoreException.badRequest("file path is given twice: " + path);
      }
      executable(file.mode());
      contentType(file.contentType());
    }
  }

  private Change change(CommitFile file, @Nullable NewDocument given) {
    FilePath path = new FilePath(file.path());
    byte[] content = file.content();
    if (given == null && content == null) {
      return new Change.Delete(path);
    }
    NewDocument document = content == null ? given : documents.of(content);
    return new Change.Write(
        path,
        Objects.requireNonNull(document).withContentType(contentType(file.contentType())),
        executable(file.mode()));
  }

  private static boolean executable(@Nullable String mode) {
    return switch (mode) {
      case null -> false;
      case "", REGULAR -> false;
      case EXECUTABLE -> true;
      default -> throw DocStoreException.badRequest("mode must be 100644 or 100755");
    };
  }

  private static @Nullable String contentType(@Nullable String contentType) {
    if (contentType == null || contentType.isEmpty()) {
      return null;
    }
    if (contentType.length() > MAX_CONTENT_TYPE) {
      throw DocStoreException.badRequest(
          "content_type is longer than " + MAX_CONTENT_TYPE + " characters");
    }
    return contentType;
  }
}
