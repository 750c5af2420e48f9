package dev.docstore.common.ciyaml;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of {@code ci.yaml} (spec 03 §1.4), matched against a whole text, code point by code
 * point, without separator characters: {@code *} matches {@code /} too.
 *
 * <p>The pattern is a small program run on all its possible positions at once, so matching takes
 * time proportional to pattern times text for every pattern there is.
 */
public final class Glob {
  /** One position of the program. */
  sealed interface Instruction {
    /** Takes one matching code point and goes on behind itself. */
    record One(CodePoints set) implements Instruction {}

    /** Takes anything any number of times. */
    record Many() implements Instruction {}

    /** Goes on at each of these without taking anything. */
    record Fork(List<Integer> targets) implements Instruction {}
  }

  /** The code points that one position takes. */
  interface CodePoints {
    boolean contains(int codePoint);
  }

  private final List<Instruction> program;

  private Glob(List<Instruction> program) {
    this.program = program;
  }

  /** The compiled pattern; empty when it is not valid. */
  public static Optional<Glob> compile(String pattern) {
    return new GlobCompiler(pattern).compile().map(Glob::new);
  }

  /** Whether one of the patterns matches; invalid ones never do. */
  public static boolean anyMatches(Collection<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, text));
  }

  /** Whether the pattern matches; an invalid one never does. */
  public static boolean matches(String pattern, String text) {
    return compile(pattern).map(glob -> glob.matches(text)).orElse(false);
  }

  /** Whether the whole text matches. */
  public boolean matches(String text) {
    BitSet positions = new BitSet(program.size() + 1);
    reach(0, positions);
    for (int codePoint : text.codePoints().toArray()) {
      positions = after(positions, codePoint);
    }
    return positions.get(program.size());
  }

  private BitSet after(BitSet positions, int codePoint) {
    BitSet next = new BitSet(program.size() + 1);
    for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
      if (at == program.size()) {
        continue;
      }
      switch (program.get(at)) {
        case Instruction.One(CodePoints set) -> {
          if (set.contains(codePoint)) {
            reach(at + 1, next);
          }
        }
        case Instruction.Many() -> reach(at, next);
        case Instruction.Fork _ -> {}
      }
    }
    return next;
  }

  /** Adds a position and all that follow from it without taking a code point. */
  private void reach(int start, BitSet positions) {
    Deque<Integer> open = new ArrayDeque<>();
    open.push(start);
    while (!open.isEmpty()) {
      int at = open.pop();
      if (positions.get(at)) {
        continue;
      }
      positions.set(at);
      if (at == program.size()) {
        continue;
      }
      switch (program.get(at)) {
        case Instruction.One _ -> {}
        case Instruction.Many() -> open.push(at + 1);
        case Instruction.Fork(List<Integer> targets) -> targets.forEach(open::push);
      }
    }
  }
}
