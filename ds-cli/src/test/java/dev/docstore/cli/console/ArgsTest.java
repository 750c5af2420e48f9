package dev.docstore.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgsTest {
  private static final Syntax SYNTAX =
      Syntax.of("x <name>").options("--limit", "-m").switches("--all");

  private static Args parse(String... raw) {
    return SYNTAX.parse(List.of(raw));
  }

  @Test
  void takesAFlagsValueFromEitherSpelling() {
    assertThat(parse("--limit", "5").option("--limit")).contains("5");
    assertThat(parse("--limit=5").option("--limit")).contains("5");
    assertThat(parse("--limit=a=b").option("--limit")).contains("a=b");
  }

  @Test
  void takesAValueThatBeginsWithADash() {
    assertThat(parse("-m", "-x").option("-m")).contains("-x");
    assertThat(parse("-m", "--all").has("--all")).isFalse();
  }

  @Test
  void letsTheLastOfARepeatedFlagWin() {
    assertThat(parse("--limit", "1", "--limit=2").option("--limit")).contains("2");
  }

  @Test
  void ignoresWhatItDoesNotKnow() {
    Args args = parse("name", "--unknown", "--limit");
    assertThat(args.positional(0)).contains("name");
    assertThat(args.option("--limit")).isEmpty();
    assertThat(args.has("--unknown")).isFalse();
  }

  @Test
  void knowsJsonEverywhere() {
    assertThat(parse("--json", "--all").has("--json")).isTrue();
  }

  @Test
  void countsOnlyWordsAsPositionals() {
    Args args = parse("--all", "first", "--limit", "1", "last");
    assertThat(args.positional(0)).contains("first");
    assertThat(args.lastPositional()).contains("last");
    assertThat(args.positional(2)).isEmpty();
    assertThat(parse().lastPositional()).isEmpty();
  }
}
