package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.CommitRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.vcs.Change.NewDocument;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.MultipartBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads commits whose files come as parts of the body (page 00 B6, H10), in any order, each part
 * once and in one go: a file above the threshold flows into the blob store while it is hashed.
 *
 * <p>Memory per request is bounded: {@link #MAX_INLINE_BYTES} of small files, {@link #MAX_JSON} of
 * JSON (some times that while it is parsed), and the threshold of the blob store. A request beyond
 * these, or longer than {@link #MAX_BYTES}, is answered with 413. Who may commit to {@code main} is
 * asked as soon as the branch is known: clients do well to send the part {@code commit} first.
 */
@Component
class MultipartCommits {
  /** Longest request. */
  static final long MAX_BYTES = 16L << 30;

  /** Contents of the files that go to the database, each with {@link #PART_BYTES} on top. */
  static final long MAX_INLINE_BYTES = 64L << 20;

  /** What a part takes besides its bytes. */
  private static final int PART_BYTES = 512;

  /** Longest part {@code commit}. */
  static final int MAX_JSON = 8 << 20;

  private final CommitRequests requests;
  private final NewDocuments documents;

  MultipartCommits(CommitRequests requests, NewDocuments documents) {
    this.requests = requests;
    this.documents = documents;
  }

  /**
   * The order.
   *
   * @throws DocStoreException 400 for what is no such body, naming the part; 403, 408, 413
   */
  CommitOrder order(
      RepoCaller caller,
      HttpServletRequest request,
      @Nullable String ifMatch,
      @Nullable String idempotencyKey)
      throws IOException {
    Reading reading = new Reading(caller);
    MultipartBody.read(request, MAX_BYTES, reading::part);
    return requests.order(caller, reading.complete(), reading.given(), ifMatch, idempotencyKey);
  }

  /** One body while it is read. */
  private final class Reading {
    private final RepoCaller caller;
    private final Map<String, NewDocument> parts = new HashMap<>();
    private @Nullable CommitRequest commit;
    private Map<String, Integer> places = Map.of();
    private long inlineBytes;

    Reading(RepoCaller caller) {
      this.caller = caller;
    }

    void part(String name, InputStream in) throws IOException {
      if (name.equals(MultipartCommit.NAME)) {
        commit(in);
        return;
      }
      if (commit != null && !places.containsKey(name)) {
        throw unnamed(name);
      }
      if (parts.containsKey(name)) {
        throw twice(name);
      }
      NewDocument document = documents.of(in);
      inlineBytes += PART_BYTES + (document.inline() == null ? 0 : document.size());
      if (inlineBytes > MAX_INLINE_BYTES) {
        throw new DocStoreException(
            ErrorCode.PAYLOAD_TOO_LARGE,
            "the small files of a commit have more than "
                + MAX_INLINE_BYTES
                + " bytes; send them in several commits");
      }
      parts.put(name, document);
    }

    private void commit(InputStream in) throws IOException {
      if (commit != null) {
        throw twice(MultipartCommit.NAME);
      }
      byte[] json = in.readNBytes(MAX_JSON + 1);
      if (json.length > MAX_JSON) {
        throw new DocStoreException(
            ErrorCode.PAYLOAD_TOO_LARGE, "part 'commit' is longer than " + MAX_JSON + " bytes");
      }
      MultipartCommit read = JsonBody.parse(json, MultipartCommit.class);
      commit = read.toRequest();
      requests.validate(caller, commit);
      places = read.places();
    }

    CommitRequest complete() {
      if (commit == null) {
        throw DocStoreException.badRequest("part 'commit' is missing");
      }
      Set<String> missing = new TreeSet<>(places.keySet());
      missing.removeAll(parts.keySet());
      if (!missing.isEmpty()) {
        throw DocStoreException.badRequest("part '" + missing.iterator().next() + "' is missing");
      }
      Set<String> unnamed = new TreeSet<>(parts.keySet());
      unnamed.removeAll(places.keySet());
      if (!unnamed.isEmpty()) {
        throw unnamed(unnamed.iterator().next());
      }
      return commit;
    }

    /** What came as parts, by the place of the file in the commit. */
    Map<Integer, NewDocument> given() {
      Map<Integer, NewDocument> given = new HashMap<>();
      parts.forEach((name, document) -> given.put(places.getOrDefault(name, -1), document));
      return given;
    }

    private static DocStoreException unnamed(String name) {
      return DocStoreException.badRequest("part '" + name + "' is named by no file");
    }

    private static DocStoreException twice(String name) {
      return DocStoreException.badRequest("part '" + name + "' is there twice");
    }
  }
}
