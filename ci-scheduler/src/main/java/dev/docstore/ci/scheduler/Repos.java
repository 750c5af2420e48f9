package dev.docstore.ci.scheduler;

import dev.docstore.ci.scheduler.DocStoreServer.Answer;
import dev.docstore.common.ciyaml.CiYaml;
import dev.docstore.common.ciyaml.CiYamlOutcome;
import dev.docstore.common.ciyaml.CiYamlParser;
import dev.docstore.common.ciyaml.CiYamlProblem;
import dev.docstore.common.ciyaml.CiYamlProblems;
import dev.docstore.common.http.UrlEscape;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.CheckReport;
import dev.docstore.common.wire.FileContent;
import dev.docstore.common.wire.Proposal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the scheduler reads from repos, and the one check that it reports (spec 03 §5.1). */
final class Repos {
  private static final Logger LOG = LoggerFactory.getLogger(Repos.class);

  private final Optional<DocStoreServer> server;

  Repos(Optional<DocStoreServer> server) {
    this.server = server;
  }

  /** Where a branch stands. */
  sealed interface Head {
    record At(long sequence) implements Head {}

    /** There is no such branch, or no such repo. */
    record Gone() implements Head {}

    /** Nobody could tell. */
    record Unknown(String reason) implements Head {}
  }

  private record BranchHead(long headSequence) {}

  private record Named(String name) {}

  private record Names(List<Named> repos) {}

  /**
   * The {@code ci.yaml} as it was at that sequence of the branch. One that is not there, or that
   * nobody could fetch, is an empty one: every trigger matches.
   *
   * @param at nothing means the branch's head
   */
  CiYamlOutcome config(String repo, String branch, OptionalLong at) {
    return read(repo, branch, at).orElse(CiYaml.EMPTY);
  }

  /** The same; empty when nobody could fetch it. */
  Optional<CiYamlOutcome> read(String repo, String branch, OptionalLong at) {
    if (server.isEmpty()) {
      return Optional.of(CiYaml.EMPTY);
    }
    String path =
        inRepo(repo, "file/" + CiYaml.PATH + "?branch=" + UrlEscape.query(branch))
            + (at.isPresent() ? "&at=" + at.getAsLong() : "");
    try {
      Answer answer = server.get().get(path);
      return switch (answer.status()) {
        case 200 -> Optional.of(CiYamlParser.parse(answer.as(FileContent.class).content()));
        case 404 -> Optional.of(CiYaml.EMPTY);
        default -> throw unexpected(answer);
      };
    } catch (IOException e) {
      LOG.warn("ci.yaml of {} {} could not be read: {}", repo, branch, e.getMessage());
      return Optional.empty();
    }
  }

  /** The newest sequence of the branch. */
  Head head(String repo, String branch) {
    if (server.isEmpty()) {
      return new Head.Gone();
    }
    try {
      Answer answer = server.get().get(inRepo(repo, "branch/" + UrlEscape.path(branch)));
      return switch (answer.status()) {
        case 200 -> new Head.At(answer.as(BranchHead.class).headSequence());
        case 404 -> new Head.Gone();
        default -> throw unexpected(answer);
      };
    } catch (IOException e) {
      return new Head.Unknown(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The names of some repos in their order.
   *
   * @param after the last name that is known already; {@code ""} for none
   */
  List<String> names(String after) throws IOException {
    if (server.isEmpty()) {
      return List.of();
    }
    String from = after.isEmpty() ? "" : "&after=" + UrlEscape.query(after);
    Answer answer = server.get().get("/repos?limit=200" + from);
    if (answer.status() != 200) {
      throw unexpected(answer);
    }
    return answer.as(Names.class).repos().stream().map(Named::name).toList();
  }

  private static IOException unexpected(Answer answer) {
    return new IOException("unexpected status " + answer.status());
  }

  /** The newest open proposal of the branch; a failed look-up counts as none. */
  Optional<Proposal> openProposal(String repo, String branch) {
    if (server.isEmpty()) {
      return Optional.empty();
    }
    String path = inRepo(repo, "proposals?state=open&branch=" + UrlEscape.query(branch));
    try {
      Answer answer = server.get().get(path);
      if (answer.status() != 200) {
        throw unexpected(answer);
      }
      Proposal[] open = answer.as(Proposal[].class);
      return open.length == 0 ? Optional.empty() : Optional.of(open[0]);
    } catch (IOException e) {
      LOG.warn("open proposals of {} {} could not be read: {}", repo, branch, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Reports the check {@code ci/config} as failed (page 00 E12). Best effort: what stands in a repo
   * must not make deliveries fail.
   */
  void reportBrokenConfig(String repo, String branch, long sequence, CiYamlProblems broken) {
    CiYamlProblem first = broken.problems().getFirst();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("line", first.line());
    metadata.put("reason", first.message());
    metadata.put("problems", broken.problems());
    CheckReport report =
        new CheckReport(
            branch, "ci/config", "failed", null, sequence, null, Json.MAPPER.valueToTree(metadata));
    try {
      if (server.isPresent()) {
        post(server.get(), inRepo(repo, "check"), report);
      }
    } catch (IOException e) {
      LOG.warn("check ci/config of {} {} could not be reported: {}", repo, branch, e.getMessage());
    }
  }

  /** Once more when it may be the server's fault, which a moment can mend; not when it says no. */
  private static void post(DocStoreServer server, String path, CheckReport report)
      throws IOException {
    Answer answer = server.send("POST", path, report);
    if (answer.status() >= 500) {
      answer = server.send("POST", path, report);
    }
    if (answer.status() != 201) {
      throw unexpected(answer);
    }
  }

  private static String inRepo(String repo, String rest) {
    return "/repos/" + UrlEscape.path(repo) + "/-/" + rest;
  }
}
