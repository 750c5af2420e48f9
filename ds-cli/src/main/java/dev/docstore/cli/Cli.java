package dev.docstore.cli;

import dev.docstore.cli.command.ServerText;
import dev.docstore.cli.command.Session;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.ExitCode;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Problem;
import dev.docstore.common.client.NoAnswerException;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.DocStoreException.Details;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Runs a command line and turns every way it can end into an exit status. */
final class Cli {
  private final Session session;
  private final Console console;

  Cli(Session session) {
    this.session = session;
    this.console = session.console();
  }

  /** The exit status (spec 04 A11.7). */
  int run(List<String> args) {
    return attempt(args).status();
  }

  private ExitCode attempt(List<String> args) {
    try {
      dispatch(args);
      return ExitCode.DONE;
    } catch (Failure failure) {
      failure.lines().forEach(console::errorLine);
      return failure.exitCode();
    } catch (UnknownCommandException unknown) {
      console.errorLine(String.valueOf(unknown.getMessage()));
      Overview.lines().forEach(console::errorLine);
      return ExitCode.USAGE;
    } catch (DocStoreException refused) {
      return refused(refused);
    } catch (NoAnswerException noAnswer) {
      return failed("no answer from " + session.server() + ": " + noAnswer.reason());
    } catch (UncheckedIOException e) {
      return failed(Problem.of(new IOException(e.getMessage(), e)));
    } catch (IOException e) {
      return failed(Problem.of(e));
    } catch (RuntimeException e) {
      return failed("a fault in ds itself, please report it: " + e);
    }
  }

  private void dispatch(List<String> args) throws IOException {
    if (args.isEmpty()) {
      throw Failure.usage(Overview.lines().toArray(String[]::new));
    }
    List<String> rest = args.subList(1, args.size());
    switch (args.getFirst()) {
      case "help", "--help", "-h" -> help(rest);
      default -> {
        if (asksForHelp(rest)) {
          help(List.of(args.getFirst()));
        } else {
          Commands.named(args.getFirst()).run(rest, session);
        }
      }
    }
  }

  /** {@code ds commit --help} and {@code ds roles set --help}; later it may be a flag's value. */
  private static boolean asksForHelp(List<String> rest) {
    int word = !rest.isEmpty() && rest.getFirst().startsWith("-") ? 0 : 1;
    return rest.size() > word && rest.get(word).equals("--help");
  }

  private void help(List<String> words) {
    if (words.isEmpty()) {
      Overview.lines().forEach(console::line);
      return;
    }
    List<String> forms = Overview.of(words.getFirst());
    if (forms.isEmpty()) {
      throw new UnknownCommandException("unknown command: " + words.getFirst());
    }
    forms.forEach(console::block);
  }

  private ExitCode refused(DocStoreException e) {
    if (e.status() == 401) {
      String server = session.server();
      console.errorLine("error: not logged in to " + server + " (run 'ds login " + server + "')");
      return ExitCode.AUTHENTICATION;
    }
    console.errorLine("error: " + ServerText.of(e));
    return switch (e.details()) {
      case Details.Conflicts conflicts -> ExitCode.CONFLICTS;
      case Details.Denials denials -> ExitCode.POLICY;
      case Details.Problems problems -> ExitCode.FAILED;
      case Details.None none -> ExitCode.FAILED;
    };
  }

  private ExitCode failed(String message) {
    console.errorLine("error: " + message);
    return ExitCode.FAILED;
  }
}
