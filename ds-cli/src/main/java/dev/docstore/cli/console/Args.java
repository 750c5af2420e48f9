package dev.docstore.cli.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command's arguments by the rules of spec 04 A1: {@code --flag value} or {@code --flag=value}; a
 * value may begin with a dash; of a repeated flag the last counts; a flag that lacks its value,
 * unknown flags and surplus arguments are ignored.
 */
public final class Args {
  private final List<String> positionals = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();
  private final Set<String> switches = new HashSet<>();

  private Args() {}

  static Args parse(List<String> raw, Set<String> knownOptions, Set<String> knownSwitches) {
    Args args = new Args();
    for (int i = 0; i < raw.size(); i++) {
      String word = raw.get(i);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      if (equals > 0 && knownOptions.contains(word.substring(0, equals))) {
        args.options.put(word.substring(0, equals), word.substring(equals + 1));
      } else if (knownOptions.contains(word)) {
        if (i + 1 < raw.size()) {
          args.options.put(word, raw.get(++i));
        }
      } else if (knownSwitches.contains(word)) {
        args.switches.add(word);
      } else if (!word.startsWith("-") || word.equals("-")) {
        args.positionals.add(word);
      }
    }
    return args;
  }

  /** The argument at that place, flags not counted; empty text counts as absent. */
  public Optional<String> positional(int index) {
    return index < positionals.size()
        ? Optional.of(positionals.get(index)).filter(word -> !word.isEmpty())
        : Optional.empty();
  }

  /** The last argument that is no flag. */
  public Optional<String> lastPositional() {
    return positionals.isEmpty() ? Optional.empty() : Optional.of(positionals.getLast());
  }

  /** A flag's value; empty text counts as absent. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isEmpty());
  }

  /** Whether a flag without value was given. */
  public boolean has(String name) {
    return switches.contains(name);
  }
}
