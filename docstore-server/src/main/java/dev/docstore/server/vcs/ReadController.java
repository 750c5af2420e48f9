package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.wire.FileContent;
import dev.docstore.common.wire.FileHistoryEntry;
import dev.docstore.common.wire.TreeEntry;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Query;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reading trees and files (spec 01 §10, page 00 B6, B7, B14). */
@RestController
@RequestMapping("/repos/{repo}/-")
class ReadController {
  private final Snapshots snapshots;
  private final Trees trees;
  private final Files files;

  ReadController(Snapshots snapshots, Trees trees, Files files) {
    this.snapshots = snapshots;
    this.trees = trees;
    this.files = files;
  }

  @GetMapping("/tree")
  void tree(RepoCaller caller, Query query, HttpServletResponse response) throws IOException {
    int limit = query.limit(Integer.MAX_VALUE);
    String after = query.text("after").orElse("");
    Optional<Snapshot> snapshot = snapshots.of(caller.repoId(), query);
    PagedAnswer.<TreeEntry>write(
        response,
        limit,
        (last, size) ->
            snapshot
                .map(of -> trees.page(of, last == null ? after : last.path(), size))
                .orElse(List.of()));
  }

  /** JSON, or with {@code format=raw} the bytes; null when the bytes were written already. */
  @GetMapping("/file/{path}")
  @Nullable FileContent file(
      RepoCaller caller, @PathVariable String path, Query query, HttpServletResponse response)
      throws IOException {
    Files.Version version =
        snapshots
            .of(caller.repoId(), query)
            .flatMap(snapshot -> files.at(snapshot, new FilePath(path)))
            .orElseThrow(() -> DocStoreException.notFound("file not found"));
    return answer(path, version, query, response);
  }

  @GetMapping("/blob/{version}")
  @Nullable FileContent blob(
      RepoCaller caller, @PathVariable String version, Query query, HttpServletResponse response)
      throws IOException {
    Files.Version found =
        uuid(version)
            .flatMap(id -> files.version(caller.repoId(), id))
            .orElseThrow(() -> DocStoreException.notFound("version not found"));
    return answer("", found, query, response);
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @GetMapping("/file/{path}/history")
  void history(
      RepoCaller caller, @PathVariable String path, Query query, HttpServletResponse response)
      throws IOException {
    int limit = query.limit(Integer.MAX_VALUE);
    long before = query.number("after", "invalid 'after' parameter").orElse(Long.MAX_VALUE);
    BranchName branch = new BranchName(query.text("branch").orElse("main"));
    PagedAnswer.<FileHistoryEntry>write(
        response,
        limit,
        (last, size) ->
            files.history(
                caller.repoId(),
                branch,
                new FilePath(path),
                last == null ? before : last.sequence(),
                size));
  }

  private @Nullable FileContent answer(
      String path, Files.Version version, Query query, HttpServletResponse response)
      throws IOException {
    try (InputStream content = files.open(version)) {
      if (query.text("format").filter("raw"::equals).isPresent()) {
        RawContent.write(response, version, content);
        return null;
      }
      return new FileContent(
          path,
          version.id().toString(),
          version.hash().hex(),
          content.readAllBytes(),
          version.contentType(),
          version.mode());
    }
  }
}
