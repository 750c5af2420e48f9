package dev.docstore.server.issue;

import dev.docstore.common.error.DocStoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text mentions (spec 02 §6.4), each kind in the order of the text, repetitions kept: {@code
 * proposal:<uuid>}, {@code commit:<number>} and {@code #<number>}. Letters and digits are those of
 * ASCII. Takes time in proportion to the text.
 *
 * @param proposals ids, as written
 * @param commits sequences
 * @param issues numbers; those of exactly six digits are colours and left out
 */
record Mentions(List<String> proposals, List<Long> commits, List<Long> issues) {
  /** How many different things one text may tie to each other: each is a row and an event. */
  static final int MOST = 1000;

  private static final Pattern PROPOSAL =
      Pattern.compile(
          "(?<![0-9A-Za-z_])proposal:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![0-9A-Za-z_])");
  // A run of digits is taken whole or not at all, so that no text makes the search go back.
  private static final Pattern COMMIT =
      Pattern.compile("(?<![0-9A-Za-z_])commit:([0-9]++)(?![0-9A-Za-z_])");
  private static final Pattern ISSUE = Pattern.compile("(?<![&0-9A-Za-z_])#([0-9]++)");
  private static final int COLOUR_DIGITS = 6;

  /** Reads a text. */
  static Mentions in(String text) {
    List<String> proposals = new ArrayList<>();
    List<Long> commits = new ArrayList<>();
    List<Long> issues = new ArrayList<>();
    each(PROPOSAL, text, proposals::add);
    each(COMMIT, text, digits -> addNumber(digits, commits));
    each(
        ISSUE,
        text,
        digits -> {
          if (digits.length() != COLOUR_DIGITS) {
            addNumber(digits, issues);
          }
        });
    return new Mentions(proposals, commits, issues);
  }

  /**
   * What an issue is tied to by its own text or that of a comment on it, without repetitions.
   *
   * @throws DocStoreException 400 when there are more than {@link #MOST}
   */
  static List<Ref> refsIn(String text) {
    Mentions mentions = in(text);
    Set<Ref> refs = new LinkedHashSet<>();
    mentions.proposals.forEach(id -> refs.add(new Ref(Ref.PROPOSAL, id)));
    mentions.commits.forEach(number -> refs.add(new Ref(Ref.COMMIT, Long.toString(number))));
    return List.copyOf(few(refs, "proposals and commits"));
  }

  /**
   * The numbers of the issues that a proposal's description mentions, without repetitions.
   *
   * @throws DocStoreException 400 when there are more than {@link #MOST}
   */
  static List<Long> issuesIn(String text) {
    return List.copyOf(few(new LinkedHashSet<>(in(text).issues), "issues"));
  }

  private static <T> Collection<T> few(Collection<T> mentioned, String what) {
    if (mentioned.size() > MOST) {
      throw DocStoreException.badRequest(
          "the text mentions more than " + MOST + " " + what + "; mention fewer");
    }
    return mentioned;
  }

  private static void each(Pattern pattern, String text, Consumer<String> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.accept(matcher.group(1));
    }
  }

  /** What does not fit into an int64 numbers nothing. */
  private static void addNumber(String digits, List<Long> numbers) {
    try {
      numbers.add(Long.parseLong(digits));
    } catch (NumberFormatException overflow) {
      // Mentions nothing that could exist.
    }
  }
}
