package dev.docstore.cli;

import dev.docstore.cli.command.BranchesCommand;
import dev.docstore.cli.command.CheckoutCommand;
import dev.docstore.cli.command.ChecksCommand;
import dev.docstore.cli.command.Command;
import dev.docstore.cli.command.CommitCommand;
import dev.docstore.cli.command.DiffCommand;
import dev.docstore.cli.command.InitCommand;
import dev.docstore.cli.command.IssueCommands;
import dev.docstore.cli.command.IssueCommentCommands;
import dev.docstore.cli.command.LogCommand;
import dev.docstore.cli.command.MergeCommand;
import dev.docstore.cli.command.OrgCommands;
import dev.docstore.cli.command.ProposalCommands;
import dev.docstore.cli.command.PullCommand;
import dev.docstore.cli.command.RepoCommands;
import dev.docstore.cli.command.RoleCommands;
import dev.docstore.cli.command.ShowCommand;
import dev.docstore.cli.command.StatusCommand;
import dev.docstore.cli.command.VerifyCommand;
import java.util.Map;

/** Which word runs what. */
final class Commands {
  private Commands() {}

  /** The command of that name; loads no other. */
  static Command named(String name) {
    return switch (name) {
      case "init" -> InitCommand::run;
      case "status" -> StatusCommand::run;
      case "commit" -> CommitCommand::run;
      case "checkout" -> CheckoutCommand::run;
      case "pull" -> PullCommand::run;
      case "merge" -> MergeCommand::run;
      case "diff" -> DiffCommand::run;
      case "log" -> LogCommand::run;
      case "show" -> ShowCommand::run;
      case "verify" -> VerifyCommand::run;
      case "branches" -> BranchesCommand::run;
      case "checks" -> ChecksCommand::run;
      case "proposal" -> proposal();
      case "issues" -> issues();
      case "orgs" -> orgs();
      case "repos" -> repos();
      case "repo" -> repo();
      case "roles" -> new Group(name, RoleCommands::list, roles());
      case "role" -> Group.needing(name, "role list|set|delete ...", roles());
      default -> throw new UnknownCommandException("unknown command: " + name);
    };
  }

  private static Command proposal() {
    return Group.needing(
        "proposal",
        "proposal <open|list|close> [args]",
        Map.of(
            "open", ProposalCommands::open,
            "list", ProposalCommands::list,
            "show", ProposalCommands::show,
            "close", ProposalCommands::close,
            "reopen", ProposalCommands::reopen));
  }

  private static Command issues() {
    return new Group(
        "issues",
        IssueCommands::list,
        Map.of(
            "list", IssueCommands::list,
            "create", IssueCommands::create,
            "show", IssueCommands::show,
            "close", IssueCommands::close,
            "reopen", IssueCommands::reopen,
            "refs", IssueCommands::refs,
            "tie", IssueCommands::tie,
            "comment",
                Group.needing(
                    "issues comment",
                    "issues comment add|edit ...",
                    Map.of(
                        "add", IssueCommentCommands::add,
                        "edit", IssueCommentCommands::edit))));
  }

  private static Command orgs() {
    return new Group(
        "orgs",
        OrgCommands::list,
        Map.of(
            "list", OrgCommands::list,
            "create", OrgCommands::create,
            "get", OrgCommands::get,
            "delete", OrgCommands::delete,
            "repos", OrgCommands::repos));
  }

  private static Command repos() {
    return new Group(
        "repos",
        RepoCommands::list,
        Map.of(
            "list", RepoCommands::list,
            "create", RepoCommands::create,
            "get", RepoCommands::get,
            "delete", RepoCommands::delete));
  }

  private static Command repo() {
    return Group.needing(
        "repo",
        "repo <list|create|get|delete> [args]",
        Map.of(
            "list", RepoCommands::list,
            "create", RepoCommands::createFull,
            "get", RepoCommands::get,
            "delete", RepoCommands::delete));
  }

  private static Map<String, Command> roles() {
    return Map.of(
        "list", RoleCommands::list,
        "set", RoleCommands::set,
        "delete", RoleCommands::delete);
  }
}
