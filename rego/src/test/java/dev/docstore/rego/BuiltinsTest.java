package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The functions that the shim adds; what Go and OPA answer is recorded here. */
class BuiltinsTest {

  private static final RegoEngine ENGINE = new RegoEngine(Limits.DEFAULT);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static String json(String expression) {
    try (PolicySet set = Policies.compiled(ENGINE, "package p\nresult := " + expression)) {
      return switch (ENGINE.evaluate(set, 0, "result", "{}")) {
        case Answer.Value(String json) -> json;
        case Answer.Undefined _ -> "undefined";
        case Answer.Refusal(String text) -> throw new AssertionError(text);
      };
    }
  }

  private static String text(String expression) {
    return JsonMapper.shared().readTree(json(expression)).asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          %05.2f  | 3.14159    | 03.14
          %8.2f   | 1.5        | '    1.50'
          %-8.2f. | 1.5        | '1.50    .'
          %+.1f   | 0.25       | +0.2
          %-5s!   | "ab"       | 'ab   !'
          %5s     | "ab"       | '   ab'
          %05s    | "ab"       | 000ab
          %.2s    | "abc"      | ab
          %08b    | 5          | 00000101
          %05d    | 42         | 00042
          %+05d   | -42        | -0042
          '% d'   | 42         | ' 42'
          %6.3d   | 42         | '   042'
          %x      | 255        | ff
          %#x     | 255        | 0xff
          %#o     | 8          | 010
          %O      | 8          | 0o10
          %x      | "hi"       | 6869
          %q      | "a"        | "a"
          %#q     | "b"        | `b`
          %c      | 65         | A
          %U      | 42         | U+002A
          %v      | "a"        | a
          %v      | true       | true
          %v      | 1.5        | 1.5
          %v      | 100000.5   | 100000.5
          %v      | 1000000.5  | 1.0000005e+06
          %v      | 0.00001234 | 1.234e-05
          %.3g    | 100000.5   | 1e+05
          %.3g    | 3.14159    | 3.14
          %G      | 1000000.5  | 1.0000005E+06
          %e      | 1234.5678  | 1.234568e+03
          %v      | {"b": [1, {2}], "a": null} | '{"a": null, "b": [1, {2}]}'
          %v      | set()      | set()
          %s      | 3          | %!s(int=3)
          %d      | "x"        | %!d(string=x)
          %d      | 1.5        | %!d(float64=1.5)
          %t      | true       | %!t(string=true)
          %d      | 123456789012345678901234567890 | 123456789012345678901234567890
          %.1f%%  | 99.96      | 100.0%
          """)
  void formatsLikeGo(String format, String argument, String expected) {
    assertThat(text("sprintf(\"" + format + "\", [" + argument + "])")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          %d %d       | 1       | 1 %!d(MISSING)
          %d          | 1, 2    | 1%!(EXTRA int=2)
          %           | 1       | %!(NOVERB)%!(EXTRA int=1)
          %[2]d %[1]d | 1, 2    | 2 1
          %[3]d       | 1, 2    | %!d(BADINDEX)
          [%*d]       | 5, 42   | [   42]
          """)
  void takesArgumentsLikeGo(String format, String arguments, String expected) {
    assertThat(text("sprintf(\"" + format + "\", [" + arguments + "])")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "crypto.md5(\"abc\"), 900150983cd24fb0d6963f7d28e17f72",
    "crypto.sha1(\"abc\"), a9993e364706816aba3e25717850c26c9cd0d89d",
    "crypto.sha256(\"abc\"), ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  })
  void digestsTheVectorsOfTheStandards(String expression, String expected) {
    assertThat(text(expression)).isEqualTo(expected);
  }

  @Test
  void authenticatesTheVectorsOfRfc2202And4231() {
    assertThat(text("crypto.hmac.md5(\"what do ya want for nothing?\", \"Jefe\")"))
        .isEqualTo("750c783e6ab0b503eaa86e310a5db738");
    assertThat(text("crypto.hmac.sha1(\"what do ya want for nothing?\", \"Jefe\")"))
        .isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    assertThat(text("crypto.hmac.sha256(\"what do ya want for nothing?\", \"Jefe\")"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(text("crypto.hmac.sha512(\"what do ya want for nothing?\", \"Jefe\")"))
        .startsWith("164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554")
        .hasSize(128);
    assertThat(json("[crypto.hmac.equal(\"a\", \"a\"), crypto.hmac.equal(\"a\", \"b\")]"))
        .isEqualTo("[true,false]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          array.flatten([1, [2, [3]], []])                                 | [1,2,[3]]
          strings.split_n("a/b/c", "/", 2)                                 | ["a","b"]
          strings.split_n("a/b/c", "/", -2)                                | ["b","c"]
          net.cidr_intersects("10.0.0.0/8", "10.1.0.0/16")                 | true
          net.cidr_intersects("10.0.0.0/8", "11.0.0.0/8")                  | false
          net.cidr_intersects("10.0.0.0/8", "x")                           | undefined
          net.cidr_merge(["10.0.0.0/25", "10.0.0.128/25"])                 | ["10.0.0.0/24"]
          net.cidr_contains_matches("10.0.0.0/8", ["10.1.1.1", "11.0.0.1"]) | [["10.0.0.0/8",0]]
          regex.match(`^[0-9a-f]{8}-[0-9a-f]{4}-4`, uuid.rfc4122("a"))     | true
          semver.is_valid("v1.2.3")                                        | true
          semver.compare("v1.2.3", "1.2.4-rc1")                            | -1
          glob.match("**.md", ["/"], "docs/a/b.md")                        | true
          glob.match("*.md", ["/"], "docs/b.md")                           | false
          glob.match("*.md", ["/"], "b.md")                                | true
          glob.match("{a,b}/?[!x-z]", ["/"], "b/cd")                       | true
          glob.match("{a,b}/?[!x-z]", ["/"], "b/cy")                       | false
          glob.match("*", [], "a.b")                                       | false
          glob.match("*", null, "a.b/c")                                   | true
          glob.match(`a\\*`, null, "a*")                                 | true
          indexof("änder", "d")                                            | 2
          indexof("a", "")                                                 | undefined
          numbers.range_step(1, 7, 3)                                      | [1,4,7]
          numbers.range_step(3, 1, 2)                                      | [3,1]
          numbers.range_step(1, 7, 0)                                      | undefined
          time.date(time.add_date(1706659200000000000, 0, 1, 0))           | [2024,3,2]
          time.date(time.add_date(1706659200000000000, -1, 0, -31))        | [2022,12,31]
          rand.intn("a", 10) == rand.intn("a", 10)                         | true
          rand.intn("a", 0)                                                | 0
          """)
  void answersLikeOpa(String expression, String expected) {
    assertThat(json(expression)).isEqualTo(expected);
  }
}
