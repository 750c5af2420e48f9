package dev.docstore.common.ciyaml;

import dev.docstore.common.ciyaml.Glob.CodePoints;
import dev.docstore.common.ciyaml.Glob.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns a pattern into the program that {@link Glob} runs; without recursion, in one pass. */
final class GlobCompiler {
  /**
   * An open brace.
   *
   * @param fork the position that leads to the alternatives
   * @param starts where they begin
   * @param ends the positions behind them that lead out of the brace
   */
  private record Group(int fork, List<Integer> starts, List<Integer> ends) {}

  private final int[] pattern;
  private final List<Instruction> program = new ArrayList<>();
  private final Deque<Group> groups = new ArrayDeque<>();
  private int at;

  GlobCompiler(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  /** Empty for an invalid pattern. */
  Optional<List<Instruction>> compile() {
    while (at < pattern.length) {
      int c = pattern[at++];
      switch (c) {
        case '*' -> program.add(new Instruction.Many());
        case '?' -> one(_ -> true);
        case '{' -> open();
        case '\\' -> escaped();
        case '[' -> {
          Optional<CodePoints> set = characterClass();
          if (set.isEmpty()) {
            return Optional.empty();
          }
          one(set.get());
        }
        default -> alternativeOrLiteral(c);
      }
    }
    // A brace that nobody closed ends with the pattern.
    while (!groups.isEmpty()) {
      close();
    }
    return Optional.of(List.copyOf(program));
  }

  private void alternativeOrLiteral(int c) {
    if (c == ',' && !groups.isEmpty()) {
      nextAlternative();
    } else if (c == '}' && !groups.isEmpty()) {
      close();
    } else {
      literal(c);
    }
  }

  private void one(CodePoints set) {
    program.add(new Instruction.One(set));
  }

  private void literal(int c) {
    one(other -> other == c);
  }

  private void escaped() {
    if (at < pattern.length) {
      literal(pattern[at++]);
    }
  }

  private void open() {
    groups.push(new Group(program.size(), new ArrayList<>(), new ArrayList<>()));
    placeholder();
    start();
  }

  private void nextAlternative() {
    groups.element().ends().add(program.size());
    placeholder();
    start();
  }

  private void start() {
    groups.element().starts().add(program.size());
  }

  private void close() {
    Group group = groups.pop();
    program.set(group.fork(), new Instruction.Fork(List.copyOf(group.starts())));
    group.ends().forEach(end -> program.set(end, new Instruction.Fork(List.of(program.size()))));
  }

  private void placeholder() {
    program.add(new Instruction.Fork(List.of()));
  }

  /** Behind the opening bracket: one range or one plain set, perhaps negated. */
  private Optional<CodePoints> characterClass() {
    boolean negated = at < pattern.length && pattern[at] == '!';
    if (negated) {
      at++;
    }
    Optional<CodePoints> set = isRange() ? range() : set();
    return set.map(inner -> negated ? c -> !inner.contains(c) : inner);
  }

  private boolean isRange() {
    return at + 1 < pattern.length && pattern[at] != '\\' && pattern[at + 1] == '-';
  }

  /** {@code lo-hi]}: exactly these four, and hi may even be a bracket. */
  private Optional<CodePoints> range() {
    if (at + 3 >= pattern.length || pattern[at + 3] != ']') {
      return Optional.empty();
    }
    int low = pattern[at];
    int high = pattern[at + 2];
    at += 4;
    return high < low ? Optional.empty() : Optional.of(c -> low <= c && c <= high);
  }

  private Optional<CodePoints> set() {
    Set<Integer> set = new HashSet<>();
    while (at < pattern.length && pattern[at] != ']') {
      if (pattern[at] == '\\' && at + 1 < pattern.length) {
        at++;
      }
      set.add(pattern[at++]);
    }
    if (at == pattern.length || set.isEmpty()) {
      return Optional.empty();
    }
    at++;
    return Optional.of(set::contains);
  }
}
