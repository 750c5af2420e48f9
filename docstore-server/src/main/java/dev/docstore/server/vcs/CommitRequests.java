package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.CommitFile;
import dev.docstore.common.wire.CommitRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.blob.BlobStore;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.vcs.Change.NewDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns a commit's body into an order: checks it, hashes contents, uploads large ones; all before
 * any lock.
 */
@Component
class CommitRequests {
  private static final String EXECUTABLE = "100755";
  private static final String REGULAR = "100644";
  private static final int MAX_CONTENT_TYPE = 255;

  private final BlobStore blobs;
  private final long threshold;

  CommitRequests(BlobStore blobs, ServerSettings settings) {
    this.blobs = blobs;
    this.threshold = settings.blobs().thresholdBytes();
  }

  /**
   * The order.
   *
   * @throws DocStoreException 400 for the first thing that is wrong, in the order of spec 01 §9.1
   */
  CommitOrder order(
      RepoCaller caller,
      CommitRequest request,
      @Nullable String ifMatch,
      @Nullable String idempotencyKey) {
    validate(request);
    Set<String> paths = new HashSet<>();
    List<Change> changes = new ArrayList<>();
    for (CommitFile file : request.files()) {
      if (!paths.add(file.path())) {
        throw DocStoreException.badRequest("file path is given twice: " + file.path());
      }
      changes.add(change(file));
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

  @SuppressWarnings("NullAway") // a body may leave out any member, whatever the record says
  private static void validate(CommitRequest request) {
    if (request.branch() == null || request.branch().isEmpty()) {
      throw DocStoreException.badRequest("branch is required");
    }
    if (request.files() == null || request.files().isEmpty()) {
      throw DocStoreException.badRequest("at least one file is required");
    }
    if (request.message() == null || request.message().isEmpty()) {
      throw DocStoreException.badRequest("message is required");
    }
    for (CommitFile file : request.files()) {
      String path = file == null || file.path() == null ? "" : file.path();
      Names.pathProblem(path)
          .ifPresent(
              problem -> {
                throw DocStoreException.badRequest(problem);
              });
    }
  }

  private Change change(CommitFile file) {
    FilePath path = new FilePath(file.path());
    byte[] content = file.content();
    boolean executable = executable(file.mode());
    if (content == null) {
      return new Change.Delete(path);
    }
    ContentHash hash = ContentHash.of(content);
    boolean external = threshold > 0 && content.length > threshold;
    if (external) {
      upload(hash, content);
    }
    return new Change.Write(
        path,
        new NewDocument(
            hash, external ? null : content, content.length, contentType(file.contentType())),
        executable);
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

  private void upload(ContentHash hash, byte[] content) {
    try {
      blobs.put(hash, new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
