package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.CommitFile;
import dev.docstore.common.wire.CommitRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part {@code commit} of a multipart commit (page 00 B6, H10): the JSON form, whose files say
 * {@code "part": "name"} instead of {@code content}. A file may still carry its content here; one
 * that has neither is deleted.
 */
record MultipartCommit(
    @Nullable String branch, @Nullable List<@Nullable PartFile> files, @Nullable String message) {
  /** The part that holds this JSON. */
  static final String NAME = "commit";

  /**
   * One file.
   *
   * @param part name of the part with its bytes
   */
  record PartFile(
      @Nullable String path,
      @Nullable String part,
      byte @Nullable [] content,
      @Nullable String contentType,
      @Nullable String mode) {}

  /** The same as a JSON commit: without the bytes that come as parts. */
  @SuppressWarnings("NullAway") // members may be missing: the validation of JSON commits says which
  CommitRequest toRequest() {
    return new CommitRequest(
        branch,
        files == null
            ? null
            : files.stream()
                .map(
                    file ->
                        file == null
                            ? null
                            : new CommitFile(
                                file.path(), file.content(), file.contentType(), file.mode()))
                .toList(),
        message);
  }

  /**
   * The place of each part that a file names.
   *
   * @throws DocStoreException 400 when two files name one part, or a file has its bytes twice
   */
  Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    List<@Nullable PartFile> all = files == null ? List.of() : files;
    for (int i = 0; i < all.size(); i++) {
      PartFile file = all.get(i);
      if (file == null || file.part() == null) {
        continue;
      }
      if (file.content() != null) {
        throw DocStoreException.badRequest("file has both part and content: " + file.path());
      }
      if (file.part().equals(NAME)) {
        throw DocStoreException.badRequest("part 'commit' cannot be a file: " + file.path());
      }
      if (places.put(file.part(), i) != null) {
        throw DocStoreException.badRequest("part '" + file.part() + "' is named by two files");
      }
    }
    return places;
  }
}
