package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.wire.FileContent;
import dev.docstore.common.wire.FileHistoryEntry;
import dev.docstore.common.wire.TreeEntry;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import dev.docstore.server.web.Responds;
import dev.docstore.server.web.Validity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
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
  private final ReadValidity validity;

  ReadController(Snapshots snapshots, Trees trees, Files files, ReadValidity validity) {
    this.snapshots = snapshots;
    this.trees = trees;
    this.files = files;
    this.validity = validity;
  }

  /** The files of a branch, by path. */
  @Responds(body = TreeEntry.class, list = true, meaning = "The files; none for an unknown branch.")
  @QueryParameter(name = "branch", byDefault = "main", meaning = "The branch to read.")
  @QueryParameter(
      name = "at",
      meaning = "A sequence, or the name of a release: what the branch was then. Absent: its head.")
  @Paged(
      byDefault = Query.DEFAULT_LIMIT,
      atMost = Paged.UNBOUNDED,
      after = QueryType.TEXT,
      order = "path of the last file; by the bytes of the path")
  @GetMapping("/tree")
  void tree(RepoCaller caller, Query query, Conditional conditional, HttpServletResponse response)
      throws IOException {
    int limit = query.limit(Integer.MAX_VALUE);
    String after = query.text("after").orElse("");
    Optional<Snapshot> snapshot = snapshots.of(caller.repoId(), query);
    if (conditional.notModified(validity.tree(snapshot, limit, after))) {
      return;
    }
    PagedAnswer.<TreeEntry>write(
        response,
        limit,
        (last, size) ->
            snapshot
                .map(of -> trees.page(of, last == null ? after : last.path(), size))
                .orElse(List.of()));
  }

  /** One file of a branch. */
  @Responds(body = FileContent.class, meaning = "The file.")
  @Responds(
      type = "application/octet-stream",
      meaning = "The bytes, under the type that they were stored with.")
  @Responds(
      status = 206,
      type = "application/octet-stream",
      meaning = "The bytes that Range asked for.")
  @QueryParameter(name = "branch", byDefault = "main", meaning = "The branch to read.")
  @QueryParameter(
      name = "at",
      meaning = "A sequence, or the name of a release: what the branch was then. Absent: its head.")
  @QueryParameter(
      name = "format",
      values = {"json", "raw"},
      byDefault = "json",
      meaning = "`raw` answers the bytes themselves.")
  @GetMapping("/file/{path}")
  @Nullable FileContent file(
      RepoCaller caller,
      @PathVariable String path,
      Query query,
      Conditional conditional,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Files.Found found =
        files
            .at(caller.repoId(), snapshots.wanted(caller.repoId(), query), new FilePath(path))
            .orElseThrow(() -> DocStoreException.notFound("file not found"));
    Files.Version version = found.version();
    boolean immutable = found.snapshot().pinned();
    if (isRaw(query)) {
      new RawContent(request, response, conditional)
          .write(files, version, validity.raw(version, immutable));
      return null;
    }
    return json(version, path, validity.file(version, immutable, path), conditional, response);
  }

  /** A version of a file, by its id. */
  @Responds(body = FileContent.class, meaning = "The version.")
  @Responds(
      type = "application/octet-stream",
      meaning = "The bytes, under the type that they were stored with.")
  @Responds(
      status = 206,
      type = "application/octet-stream",
      meaning = "The bytes that Range asked for.")
  @QueryParameter(
      name = "format",
      values = {"json", "raw"},
      byDefault = "json",
      meaning = "`raw` answers the bytes themselves.")
  @GetMapping("/blob/{version}")
  @Nullable FileContent blob(
      RepoCaller caller,
      @PathVariable String version,
      Query query,
      Conditional conditional,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Files.Version found =
        Query.uuid(version)
            .flatMap(id -> files.version(caller.repoId(), id))
            .orElseThrow(() -> DocStoreException.notFound("version not found"));
    if (isRaw(query)) {
      new RawContent(request, response, conditional).write(files, found, validity.raw(found, true));
      return null;
    }
    return json(found, "", validity.file(found, true, ""), conditional, response);
  }

  private static boolean isRaw(Query query) {
    return query.text("format").filter("raw"::equals).isPresent();
  }

  /** The changes of one file, newest first. */
  @Responds(body = FileHistoryEntry.class, list = true, meaning = "The changes.")
  @QueryParameter(name = "branch", byDefault = "main", meaning = "The branch.")
  @Paged(
      byDefault = Query.DEFAULT_LIMIT,
      atMost = Paged.UNBOUNDED,
      after = QueryType.INTEGER,
      order = "sequence of the last change; descending")
  @GetMapping("/file/{path}/history")
  void history(
      RepoCaller caller,
      @PathVariable String path,
      Query query,
      Conditional conditional,
      HttpServletResponse response)
      throws IOException {
    int limit = query.limit(Integer.MAX_VALUE);
    long before = query.number("after", "invalid 'after' parameter").orElse(Long.MAX_VALUE);
    BranchName branch = new BranchName(query.text("branch").orElse("main"));
    FilePath file = new FilePath(path);
    if (conditional.notModified(
        validity.history(caller.repoId(), branch, before, limit, file.value()))) {
      return;
    }
    PagedAnswer.<FileHistoryEntry>write(
        response,
        limit,
        (last, size) ->
            files.history(
                caller.repoId(), branch, file, last == null ? before : last.sequence(), size));
  }

  private @Nullable FileContent json(
      Files.Version version,
      String path,
      Validity state,
      Conditional conditional,
      HttpServletResponse response)
      throws IOException {
    byte[] inline = version.inline();
    FileContent answer =
        new FileContent(
            path,
            version.id().toString(),
            version.hash().hex(),
            inline == null ? new byte[0] : inline,
            version.contentType(),
            version.mode());
    if (inline != null || conditional.isKnown(state.tag())) {
      return conditional.answer(state, () -> answer);
    }
    try (InputStream content = files.open(version)) {
      if (!conditional.notModified(state)) {
        LargeFileAnswer.write(response, answer, version.size(), content);
      }
    }
    return null;
  }
}
