package dev.docstore.cli.console;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a command form takes.
 *
 * @param form what stands after {@code usage: ds }
 * @param options flags with a value
 * @param switches flags without; {@code --json} need not be named
 */
public record Syntax(String form, Set<String> options, Set<String> switches) {
  public static Syntax of(String form) {
    return new Syntax(form, Set.of(), Set.of("--json"));
  }

  /** The same form with these flags that take a value. */
  public Syntax options(String... names) {
    return new Syntax(form, Set.of(names), switches);
  }

  /** The same form with these flags that take none. */
  public Syntax switches(String... names) {
    Set<String> all = new HashSet<>(switches);
    all.addAll(List.of(names));
    return new Syntax(form, options, Set.copyOf(all));
  }

  public Args parse(List<String> raw) {
    return Args.parse(raw, options, switches);
  }

  /** The failure that shows the form: exit 2. */
  public Failure misused() {
    return Failure.usage("usage: ds " + form);
  }

  /** The argument at that place, or the failure that shows the form. */
  public String required(Args args, int index) {
    return args.positional(index).orElseThrow(this::misused);
  }

  /** The flag's value, or the failure that shows the form. */
  public String requiredOption(Args args, String name) {
    return args.option(name).orElseThrow(this::misused);
  }
}
