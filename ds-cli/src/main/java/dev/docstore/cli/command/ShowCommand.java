package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.cli.workspace.Config;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.CommitInfo;
import dev.docstore.common.wire.FileContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code ds show}: one commit, or one file as it was at a sequence. */
public final class ShowCommand {
  private static final Syntax SYNTAX = Syntax.of("show <sequence> [path]");

  private ShowCommand() {}

  public static void run(List<String> raw, Session session) {
    Args args = SYNTAX.parse(raw);
    long sequence = sequence(SYNTAX.required(args, 0));
    Optional<String> path = args.positional(1);
    Config config = session.context();
    RepoClient repo = session.repo(config);
    if (path.isPresent()) {
      file(repo, config, path.get(), sequence, args.has("--json"), session.console());
    } else {
      commit(repo, sequence, args.has("--json"), session.console());
    }
  }

  private static long sequence(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw SYNTAX.misused();
    }
  }

  private static void commit(RepoClient repo, long sequence, boolean json, Console console) {
    CommitInfo commit =
        orMissing(
            "commit " + sequence + " not found",
            () -> Fetching.of("commit", () -> repo.commitInfo(sequence)));
    if (json) {
      console.json(commit);
      return;
    }
    console.line("commit " + commit.sequence());
    console.line("branch:  " + commit.branch());
    console.line("author:  " + commit.author());
    console.line("date:    " + Dates.day(commit.createdAt()));
    console.block("message: " + commit.message());
    if (!commit.files().isEmpty()) {
      console.line("");
      console.line("Files:");
      commit
          .files()
          .forEach(
              file ->
                  console.line(
                      "  "
                          + file.path()
                          + (file.versionId() == null ? "  (deleted)" : "  (changed)")));
    }
  }

  private static void file(
      RepoClient repo, Config config, String path, long sequence, boolean json, Console console) {
    FileContent file =
        orMissing(
            "file \"" + path + "\" not found at sequence " + sequence,
            () -> Fetching.of("file", () -> repo.file(path, config.branch(), sequence)));
    if (json) {
      console.json(file);
      return;
    }
    byte[] content = file.content();
    console.bytes(content);
    if (content.length > 0 && content[content.length - 1] != '\n') {
      console.bytes("\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static <T> T orMissing(String message, Supplier<T> request) {
    try {
      return request.get();
    } catch (DocStoreException e) {
      throw e.status() == 404 ? Failure.of(message) : e;
    }
  }
}
