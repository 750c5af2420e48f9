package dev.docstore.cli;

import java.util.List;
import java.util.stream.Stream;

/** Every command form with what it does, for {@code help} and for calls nobody understands. */
final class Overview {
  private record Form(String call, String purpose) {}

  private static final List<Form> FORMS =
      List.of(
          new Form(
              "init [<remote-url>] [--repo <owner/name>] [--author <name>] [--force]",
              "make this directory a workspace of a repo"),
          new Form("status", "list the files that differ from the last sync"),
          new Form("commit -m \"message\"", "send every local change as one commit"),
          new Form("checkout <branch>", "go to a branch"),
          new Form("checkout -b <branch> [--draft]", "fork a branch from main and go there"),
          new Form("pull [--skip-verify]", "verify what is new on the branch and fetch it"),
          new Form("merge", "merge the current branch into main"),
          new Form("diff", "list what the branch and main changed since they parted"),
          new Form("log [path] [--limit N]", "list the branch's commits or a file's changes"),
          new Form("show <sequence> [path]", "show a commit, or a file as it was then"),
          new Form("verify", "recompute the branch's commit chain"),
          new Form(
              "branches [--status active|merged|abandoned] [--draft] [--include-draft]",
              "list branches"),
          new Form("checks [--branch <name>] [--all]", "list check results"),
          new Form(
              "proposal open --title \"...\" [--branch <name>] [--base main] [--description"
                  + " \"...\"]",
              "propose a branch for merging"),
          new Form("proposal list [--state open|closed|merged]", "list proposals"),
          new Form("proposal show <proposal-id>", "show a proposal and its issues"),
          new Form("proposal close <proposal-id>", "withdraw a proposal"),
          new Form("proposal reopen <proposal-id>", "open a withdrawn proposal again"),
          new Form("issues [list] [--state open|closed|all] [--author <identity>]", "list issues"),
          new Form("issues create --title <title> [--body <markdown>]", "open an issue"),
          new Form("issues show <number>", "show an issue with comments and refs"),
          new Form(
              "issues close <number> [--reason completed|not_planned|duplicate]", "close an issue"),
          new Form("issues reopen <number>", "open a closed issue again"),
          new Form("issues comment add <number> --body <markdown>", "comment on an issue"),
          new Form(
              "issues comment edit <number> <comment-id> --body <markdown>",
              "replace a comment's text"),
          new Form("issues refs <number>", "list what an issue is tied to"),
          new Form(
              "issues tie <number> --proposal <uuid> | --commit <seq>",
              "tie an issue to a proposal or a commit"),
          new Form("roles", "list the repo's roles"),
          new Form("roles set <identity> <role>", "give somebody a role"),
          new Form("roles delete <identity>", "take somebody's role"),
          new Form("orgs", "list organisations"),
          new Form("orgs create <name>", "create an organisation"),
          new Form("orgs get <name>", "show an organisation"),
          new Form("orgs delete <name>", "delete an empty organisation"),
          new Form("orgs repos <name>", "list an organisation's repos"),
          new Form("repos", "list repos"),
          new Form("repos create <owner> <name>", "create a repo"),
          new Form("repo create <owner/name>", "the same in one word"),
          new Form("repo get <owner/name>", "show a repo"),
          new Form("repo delete <owner/name>", "delete a repo with all it holds"),
          new Form("help [command]", "show this, or one command's forms"),
          new Form("version", "show this program's version"));

  private static final int WIDTH = 34;

  private Overview() {}

  static List<String> lines() {
    return Stream.concat(
            Stream.of("usage: ds <command> [args]", "", "commands:"),
            FORMS.stream().map(form -> "  " + line(form)))
        .toList();
  }

  /** The forms of one command, or none. */
  static List<String> of(String command) {
    return FORMS.stream()
        .filter(form -> (form.call() + " ").startsWith(command + " "))
        .map(form -> "usage: ds " + form.call() + "\n    " + form.purpose())
        .toList();
  }

  private static String line(Form form) {
    int missing = WIDTH - form.call().length();
    return form.call() + (missing > 0 ? " ".repeat(missing) : "  ") + form.purpose();
  }
}
