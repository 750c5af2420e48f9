package dev.docstore.common.ciyaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CiYamlParserTest {
  private static CiYaml valid(String yaml) {
    CiYamlOutcome outcome = CiYamlParser.parse(yaml);
    assertThat(outcome).as(outcome.toString()).isInstanceOf(CiYaml.class);
    return (CiYaml) outcome;
  }

  private static List<String> problems(String yaml) {
    CiYamlOutcome outcome = CiYamlParser.parse(yaml);
    assertThat(outcome).isInstanceOf(CiYamlProblems.class);
    return ((CiYamlProblems) outcome).problems().stream().map(CiYamlProblem::toString).toList();
  }

  @Test
  void readsEveryKey() {
    CiYaml yaml =
        valid(
            """
            on:
              push: {branches: [main, "release/*"]}
              proposal: {base_branches: [main]}
              schedule: [{cron: "0 3 * * *"}]
            permissions: {contents: write, checks: write, issues: read}
            checks:
              - name: ci/build
                image: alpine:3.22
                steps: [make, make test]
                if: event.type == "push"
                env: {A: 1, B: two}
                timeout: 1h5m
                paths: ["src/**"]
                secrets: [TOKEN, {LOCAL: REMOTE}]
              - name: ci/deploy
                image: alpine
                needs: [ci/build]
            """);

    assertThat(yaml.on())
        .isEqualTo(new On(List.of("main", "release/*"), List.of("main"), List.of("0 3 * * *")));
    assertThat(yaml.permissions()).containsExactly("checks", "contents");
    Check build = yaml.checks().getFirst();
    assertThat(build.steps()).containsExactly("make", "make test");
    assertThat(build.condition()).isEqualTo("event.type == \"push\"");
    assertThat(build.env().entrySet().toString()).isEqualTo("[A=1, B=two]");
    assertThat(build.timeout()).isEqualTo(Duration.ofMinutes(65));
    assertThat(build.paths()).containsExactly("src/**");
    assertThat(build.secrets())
        .containsExactly(new SecretUse("TOKEN", "TOKEN"), new SecretUse("LOCAL", "REMOTE"));
    assertThat(yaml.checks().get(1).needs()).containsExactly("ci/build");
    assertThat(yaml.checks().get(1).timeout()).isEqualTo(Duration.ofMinutes(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# nothing\n", "---\n", "null\n", "\ufeff", "{}", "checks:\n", "checks: []"})
  void acceptsAFileWithNothingInIt(String yaml) {
    assertThat(valid(yaml)).isEqualTo(CiYaml.EMPTY);
  }

  @Test
  void takesScalarsAsTheyAreWritten() {
    Check check =
        valid("checks: [{name: 123, image: 1.10, if: false, steps: [true, null, 0x1F]}]")
            .checks()
            .getFirst();

    assertThat(check.name()).isEqualTo("123");
    assertThat(check.image()).isEqualTo("1.10");
    assertThat(check.condition()).isEqualTo("false");
    assertThat(check.steps()).containsExactly("true", "0x1F");
  }

  @Test
  void understandsAnchorsMergeKeysBinaryTextAndAByteOrderMark() {
    CiYaml yaml =
        valid(
            "\ufeff"
                + """
                checks:
                  - &base {name: a, image: one, steps: [x]}
                  - <<: *base
                    name: b
                    image: !!binary dHdv
                  - <<: [{name: c}, *base]
                """);

    assertThat(yaml.checks()).extracting(Check::name).containsExactly("a", "b", "c");
    assertThat(yaml.checks()).extracting(Check::image).containsExactly("one", "two", "one");
  }

  @Test
  void readsTheFirstDocumentOnly() {
    assertThat(valid("checks: [{name: a}]\n---\nchecks: 7\n").checks()).hasSize(1);
  }

  @Test
  void namesEveryProblemWithItsLineAndWhatIsPermitted() {
    assertThat(
            problems(
                """
                On: {}
                on:
                  pull: {}
                checks:
                  - nmae: a
                    steps: make
                  - name: b
                    timeout: 30
                    env: {1X: a, DOCSTORE_A: b}
                """))
        .containsExactly(
            "line 1: unknown key \"On\" in ci.yaml; known: on, permissions, checks",
            "line 3: unknown key \"pull\" in on; known: push, proposal, schedule",
            "line 5: unknown key \"nmae\" in checks[0]; known: name, image, steps, if, needs, env,"
                + " timeout, paths, secrets",
            "line 5: checks[0] needs a name, by convention ci/<something>",
            "line 6: check \"\" steps must be a list, not a text",
            "line 8: check \"b\" timeout must be between 1s and 24h, written like 90s, 30m or"
                + " 1h30m, not \"30\"",
            "line 9: check \"b\" env: variable \"1X\" must match ^[A-Za-z_][A-Za-z0-9_]*$",
            "line 9: check \"b\" env: variable \"DOCSTORE_A\" must not use reserved prefix"
                + " \"DOCSTORE_\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          on: push                     | line 1: on must be a mapping, not a text
          on: [push]                   | line 1: on must be a mapping, not a list
          on: {push: true}             | line 1: on.push must be a mapping, not a text
          on: {push: {branches: main}} | line 1: on.push.branches must be a list, not a text
          on: {push: {branches: [[a]]}} | line 1: on.push.branches[0] must be a text, not a list
          checks: {a: {}}              | line 1: checks must be a list, not a mapping
          checks: [x]                  | line 1: checks[0] must be a mapping, not a text
          [a]                          | line 1: ci.yaml must be a mapping, not a list
          on: {schedule: [{}]}         | line 1: on.schedule[0] needs a cron expression, e.g. cron: "0 3 * * *"
          permissions: {ci: yes}       | line 1: permissions.ci must be one of write, read, none, not "yes"
          permissions: {root: write}   | line 1: unknown key "root" in permissions; known: checks, contents, proposals, issues, releases, ci
          true: 1                      | line 1: unknown key "true" in ci.yaml; known: on, permissions, checks
          """)
  void refusesAWrongKind(String yaml, String problem) {
    assertThat(problems(yaml)).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [[A]]       | secrets entry must be a string or single-key mapping, got !!seq
          [1]         | secrets entry must be a string or single-key mapping, got !!int
          ['']        | secrets entry must not be empty
          [{A: B, C: D}] | secrets entry mapping must have exactly one key (LOCAL: REPO), got 2
          [{1: B}]    | secrets entry key must be a string
          [{A: 1}]    | secrets entry value must be a string
          [{A: ''}]   | secrets entry key and value must be non-empty
          [a]         | check "c" secrets[0]: local name "a" must match ^[A-Z][A-Z0-9_]{0,63}$
          [{A: b}]    | check "c" secrets[0]: repo name "b" must match ^[A-Z][A-Z0-9_]{0,63}$
          [DOCSTORE_X] | check "c" secrets[0]: local name "DOCSTORE_X" must not use reserved prefix "DOCSTORE_"
          [A, {A: B}] | check "c" secrets[1]: duplicate local name "A"
          """)
  void refusesBadSecrets(String secrets, String problem) {
    assertThat(problems("checks:\n- name: c\n  secrets: " + secrets))
        .contains("line 3: " + problem);
  }

  @Test
  void refusesAKeyThatAppearsTwice() {
    assertThat(problems("checks: []\nother: 1\nother: 2"))
        .contains("line 3: key \"other\" appears twice in ci.yaml");
  }

  @Test
  void refusesTwoChecksOfOneName() {
    assertThat(problems("checks:\n- name: a\n- name: a"))
        .containsExactly("line 3: another check is named \"a\" already; names must differ");
  }

  @Test
  void refusesUnknownNeedsAndCircles() {
    assertThat(
            problems(
                """
                checks:
                - {name: a, needs: [b]}
                - {name: b, needs: [c, d]}
                - {name: c, needs: [b]}
                - {name: d}
                - {name: e, needs: [zebra]}
                """))
        .containsExactly(
            "line 3: checks need each other in a circle: b -> c -> b",
            "line 6: check \"e\" needs \"zebra\", but there is no such check; known: a, b, c, d, e");
  }

  @Test
  void tellsWhereTheTextIsNotYaml() {
    assertThat(problems("on: {}\nchecks: [a\nb: }"))
        .singleElement()
        .asString()
        .startsWith("line 3: not valid YAML: ");
    assertThat(problems("a: 1\nb: \u0000"))
        .containsExactly("line 2: not valid YAML: character U+0000 is not allowed");
    assertThat(CiYamlParser.parse(new byte[] {(byte) 0xff}).toString())
        .isEqualTo("line 1: the file is not UTF-8 text");
  }

  @Test
  void survivesHostileNestingAndAliases() {
    String deep = "on: " + "[".repeat(100_000);
    assertThat(problems(deep))
        .containsExactly("line 1: not valid YAML: lists and mappings are nested deeper than 32");

    StringBuilder bomb = new StringBuilder("a0: &a0 {name: x}\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d {<<: [*a%d, *a%d]}\n".formatted(i, i, i - 1, i - 1));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(problems(bomb + "on: {<<: *a39}")).isNotEmpty());
  }

  @Test
  void survivesAMappingThatMergesItself() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(problems("on: &a {<<: *a}\nx: 1")).hasSize(1);
          assertThat(problems("on: &a {!!merge k: *a}"))
              .containsExactly("line 1: not valid YAML: the tag !!merge is not known; write <<:");
          assertThat(problems("checks: &a [*a]")).hasSize(1);
        });
  }

  @Test
  void refusesAHugeFileAndStopsCountingProblems() {
    assertThat(CiYamlParser.parse(new byte[CiYamlParser.MAX_BYTES + 1]).toString())
        .isEqualTo("line 1: the file is larger than 256 KiB");
    assertThat(problems("checks:\n" + "- [x]\n".repeat(30_000))).hasSize(100);
  }

  @Test
  void neverThrowsWhateverTheFileHolds() {
    Random random = new Random(7);
    String seed = "on: {push: {branches: [a]}}\nchecks: &x\n- {name: a, steps: [\"b\"], <<: *x}\n";
    for (int round = 0; round < 3000; round++) {
      byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 4; i++) {
        bytes[random.nextInt(bytes.length)] =
            (byte) "{}[]:,&*!|>'\"%@- \n\tx".charAt(random.nextInt(20));
      }
      assertThat(CiYamlParser.parse(bytes)).isNotNull();
    }
  }
}
