package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Syntax;

/** The issue that a command is about: its first argument. */
final class IssueNumber {
  private IssueNumber() {}

  static long of(Syntax syntax, Args args) {
    String text = syntax.required(args, 0);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Failure.of("invalid issue number: " + text);
    }
  }
}
