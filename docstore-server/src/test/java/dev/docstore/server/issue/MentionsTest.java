package dev.docstore.server.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.docstore.common.error.DocStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 02 §6.4. */
class MentionsTest {
  private static final String ID = "0a1b2c3d-0000-4000-8000-00000000beef";

  static Stream<Arguments> issues() {
    return Stream.of(
        arguments("see #3 and #10", List.of(3L, 10L)),
        arguments("#5abc", List.of(5L)),
        arguments("a#5", List.of()),
        arguments("_#5", List.of()),
        arguments("7#5", List.of()),
        arguments("&#5", List.of()),
        arguments("##5", List.of(5L)),
        arguments("#1#2", List.of(1L)),
        arguments("#1 #1", List.of(1L, 1L)),
        arguments("color: #123456", List.of()),
        arguments("#000005", List.of()),
        arguments("#12345 #1234567", List.of(12345L, 1234567L)),
        arguments("#0005", List.of(5L)),
        arguments("#0", List.of(0L)),
        arguments("(#4)\n#6", List.of(4L, 6L)),
        arguments("ü#7 \uD83D\uDE00#8", List.of(7L, 8L)),
        arguments("#9223372036854775807", List.of(Long.MAX_VALUE)),
        arguments("#9223372036854775808 #2", List.of(2L)),
        arguments("#٣ # 3 #", List.of()),
        arguments("", List.of()));
  }

  @ParameterizedTest
  @MethodSource("issues")
  void findsIssues(String text, List<Long> expected) {
    assertThat(Mentions.in(text).issues()).isEqualTo(expected);
  }

  static Stream<Arguments> commits() {
    return Stream.of(
        arguments("commit:1 is the culprit", List.of(1L)),
        arguments("commit:42abc", List.of()),
        arguments("commit:42_", List.of()),
        arguments("commit:42.", List.of(42L)),
        arguments("commit:42ü", List.of(42L)),
        arguments("(commit:1,commit:2,commit:1)", List.of(1L, 2L, 1L)),
        arguments("xcommit:1 _commit:2 3commit:4", List.of()),
        arguments("commit:commit:5", List.of(5L)),
        arguments("-commit:007", List.of(7L)),
        arguments("Commit:1 commit: 1 commit:-1 commit:", List.of()),
        arguments("commit:9223372036854775808 commit:3", List.of(3L)));
  }

  @ParameterizedTest
  @MethodSource("commits")
  void findsCommits(String text, List<Long> expected) {
    assertThat(Mentions.in(text).commits()).isEqualTo(expected);
  }

  @Test
  void findsProposalsAsWritten() {
    String shouted = "ABCDEF01-2345-6789-ABCD-EF0123456789";

    assertThat(
            Mentions.in("proposal:%s, (proposal:%s)\nproposal:%s".formatted(ID, shouted, ID))
                .proposals())
        .containsExactly(ID, shouted, ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xproposal:" + ID,
        "proposal:" + ID + "0",
        "proposal:" + ID + "_",
        "proposal: " + ID,
        "Proposal:" + ID,
        "proposal:0a1b2c3d000040008000-00000000beef",
        "proposal:0a1b2c3g-0000-4000-8000-00000000beef"
      })
  void isNotTakenInByWhatLooksLikeAProposal(String text) {
    assertThat(Mentions.in(text).proposals()).isEmpty();
  }

  @Test
  void anIssuesRefsAreItsProposalsAndCommitsOnce() {
    assertThat(Mentions.refsIn("commit:2 #9 commit:02 proposal:" + ID + " commit:1"))
        .containsExactly(new Ref("proposal", ID), new Ref("commit", "2"), new Ref("commit", "1"));
    assertThat(Mentions.issuesIn("#2 #1 #2 commit:4")).containsExactly(2L, 1L);
  }

  @Test
  void refusesATextThatMentionsTooMuch() {
    String most = mentions("commit:", 1, 1000);

    assertThat(Mentions.refsIn(most + " " + most)).hasSize(1000);
    assertThatThrownBy(() -> Mentions.refsIn(most + " commit:1001"))
        .isInstanceOf(DocStoreException.class)
        .hasMessage("the text mentions more than 1000 proposals and commits; mention fewer");
    assertThatThrownBy(() -> Mentions.issuesIn(mentions("#", 1, 1001)))
        .hasMessage("the text mentions more than 1000 issues; mention fewer");
  }

  private static String mentions(String prefix, long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(n -> prefix + n)
        .collect(Collectors.joining(" "));
  }

  /** Texts made of the pieces that matter, read once more, character by character. */
  @Test
  void agreesWithASlowReaderOnAnyText() {
    List<String> pieces =
        List.of("#", "&", "_", "a", " ", "1", "23", "123456", "commit:", "proposal:", ID, "-", "ü");
    Random random = new Random(20);
    for (int i = 0; i < 50_000; i++) {
      String text =
          random
              .ints(random.nextInt(12), 0, pieces.size())
              .mapToObj(pieces::get)
              .collect(Collectors.joining());
      Mentions mentions = Mentions.in(text);

      assertThat(mentions.issues()).as(text).isEqualTo(slowIssues(text));
      assertThat(mentions.commits()).as(text).isEqualTo(slowCommits(text));
      assertThat(mentions.proposals()).as(text).isEqualTo(slowProposals(text));
    }
  }

  private static List<Long> slowIssues(String text) {
    List<Long> found = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      int end = digitsEnd(text, i + 1);
      boolean free = i == 0 || !(isWord(text, i - 1) || text.charAt(i - 1) == '&');
      if (text.charAt(i) == '#' && free && end > i + 1 && end - i - 1 != 6) {
        add(text.substring(i + 1, end), found);
      }
    }
    return found;
  }

  private static List<Long> slowCommits(String text) {
    List<Long> found = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      int from = i + "commit:".length();
      if (text.startsWith("commit:", i) && !isWord(text, i - 1)) {
        int end = digitsEnd(text, from);
        if (end > from && !isWord(text, end)) {
          add(text.substring(from, end), found);
        }
      }
    }
    return found;
  }

  private static List<String> slowProposals(String text) {
    List<String> found = new ArrayList<>();
    String mention = "proposal:" + ID;
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith(mention, i)
          && !isWord(text, i - 1)
          && !isWord(text, i + mention.length())) {
        found.add(ID);
      }
    }
    return found;
  }

  private static void add(String digits, List<Long> found) {
    if (digits.length() < 19) {
      found.add(Long.valueOf(digits));
    } else {
      try {
        found.add(Long.valueOf(digits));
      } catch (NumberFormatException tooLarge) {
        assertThat(digits).hasSizeGreaterThanOrEqualTo(19);
      }
    }
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static boolean isWord(String text, int at) {
    return at >= 0
        && at < text.length()
        && "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
                .indexOf(text.charAt(at))
            >= 0;
  }

  /** Quadratic work on any of these would take hours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "#",
        "#1",
        "commit:",
        "commit:1",
        "commit:1a",
        "proposal:",
        "proposal:0a1b2c3d-0000-",
        "proposal:0a1b2c3d-0000-4000-8000-00000000bee",
        "&#",
        "a",
        "0a1b2c3d-"
      })
  void readsHostileTextsAsFastAsAnyOther(String piece) {
    String text = "commit:" + piece.repeat(8_000_000 / piece.length()) + "x";

    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(2), () -> assertThat(Mentions.in(text)).isNotNull());
  }
}
