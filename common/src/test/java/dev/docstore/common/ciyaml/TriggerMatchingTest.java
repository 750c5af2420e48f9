package dev.docstore.common.ciyaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerMatchingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          checks: []                                        | true  | true
          on:                                               | true  | true
          on: {}                                            | false | false
          on: {push: }                                      | false | false
          on: {push: {}}                                    | true  | false
          on: {push: {branches: []}}                        | true  | false
          on: {push: {branches: [null]}}                    | true  | false
          on: {push: {branches: [other, 'mai?']}}           | true  | false
          on: {push: {branches: ['[', other]}}              | false | false
          on: {proposal: {base_branches: [main]}}           | false | true
          on: {proposal: {base_branches: [dev]}, push: {}}  | true  | false
          on: {schedule: [{cron: '@daily'}]}                | false | false
          """)
  void matchesAsTheTableSays(String yaml, boolean push, boolean proposal) {
    CiYaml parsed = (CiYaml) CiYamlParser.parse(yaml);

    assertThat(parsed.matchesPush("main")).isEqualTo(push);
    assertThat(parsed.matchesProposal("main")).isEqualTo(proposal);
  }
}
