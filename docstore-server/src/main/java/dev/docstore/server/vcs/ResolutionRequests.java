package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.Resolution;
import dev.docstore.server.vcs.Resolutions.Choice;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks the resolutions of a request; hashes and uploads their contents, before any lock. */
@Component
class ResolutionRequests {
  private final NewDocuments documents;

  ResolutionRequests(NewDocuments documents) {
    this.documents = documents;
  }

  /**
   * The resolutions.
   *
   * @throws DocStoreException 400 for the first one that is not clear
   */
  Resolutions read(@Nullable List<Resolution> requested) {
    if (requested == null || requested.isEmpty()) {
      return Resolutions.NONE;
    }
    requested.forEach(ResolutionRequests::validate);
    SequencedMap<String, Choice> byPath = new TreeMap<>();
    for (Resolution resolution : requested) {
      if (byPath.put(resolution.path(), choice(resolution)) != null) {
        throw DocStoreException.badRequest("path is resolved twice: " + resolution.path());
      }
    }
    return new Resolutions(byPath);
  }

  @SuppressWarnings("NullAway") // a body may leave out any member, whatever the record says
  private static void validate(@Nullable Resolution resolution) {
    if (resolution == null || resolution.path() == null || resolution.path().isEmpty()) {
      throw DocStoreException.badRequest("a resolution needs a path");
    }
    String path = resolution.path();
    Names.pathProblem(path)
        .ifPresent(
            problem -> {
              throw DocStoreException.badRequest(problem);
            });
    if ((resolution.take() == null) == (resolution.content() == null)) {
      throw DocStoreException.badRequest(
          "the resolution of " + path + " needs either take or content");
    }
    if (resolution.take() != null && resolution.mode() != null) {
      throw DocStoreException.badRequest(
          "the resolution of " + path + " may name a mode only with content");
    }
  }

  private Choice choice(Resolution resolution) {
    byte[] content = resolution.content();
    if (content != null) {
      return new Choice.Content(documents.of(content), executable(resolution.mode()));
    }
    return switch (resolution.take()) {
      case "main" -> new Choice.Main();
      case "branch" -> new Choice.Branch();
      case "delete" -> new Choice.Deletion();
      case null, default ->
          throw DocStoreException.badRequest(
              "take of " + resolution.path() + " must be main, branch or delete");
    };
  }

  private static @Nullable Boolean executable(@Nullable String mode) {
    return switch (mode) {
      case null -> null;
      case "" -> null;
      case "100644" -> false;
      case "100755" -> true;
      default -> throw DocStoreException.badRequest("mode must be 100644 or 100755");
    };
  }
}
