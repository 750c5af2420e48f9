package dev.docstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
  @TempDir Path directory;
  private TestDs ds;

  @BeforeEach
  void unreachable() {
    ds = new TestDs(directory).with("DS_REMOTE", "http://localhost:1");
  }

  @Test
  void showsTheOverviewWithoutArguments() {
    TestDs.Outcome outcome = ds.run();
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("usage: ds <command> [args]\n\ncommands:\n");
  }

  @Test
  void namesAnUnknownCommand() {
    TestDs.Outcome outcome = ds.run("frobnicate");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("unknown command: frobnicate\nusage: ds <command>");
  }

  @Test
  void namesAnUnknownSubcommand() {
    for (String group :
        new String[] {"orgs", "repo", "repos", "role", "roles", "proposal", "issues"}) {
      TestDs.Outcome outcome = ds.run(group, "frobnicate");
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err())
          .startsWith("unknown " + group + " subcommand: frobnicate\nusage: ds <command>");
    }
  }

  @Test
  void showsWhatAGroupNeeds() {
    assertThat(ds.run("repo").err()).isEqualTo("usage: ds repo <list|create|get|delete> [args]\n");
    assertThat(ds.run("role").err()).isEqualTo("usage: ds role list|set|delete ...\n");
    assertThat(ds.run("proposal").err()).isEqualTo("usage: ds proposal <open|list|close> [args]\n");
  }

  @Test
  void helpsOnRequest() {
    assertThat(ds.run("help").done()).startsWith("usage: ds <command> [args]\n");
    assertThat(ds.run("--help").done()).isEqualTo(ds.run("help").out());
    assertThat(ds.run("help", "commit").done())
        .isEqualTo("usage: ds commit -m \"message\"\n    send every local change as one commit\n");
    assertThat(ds.run("commit", "--help").done()).isEqualTo(ds.run("help", "commit").out());
    assertThat(ds.run("roles", "set", "--help").done()).contains("ds roles delete");
    assertThat(ds.run("help", "frobnicate").status()).isEqualTo(2);
  }

  @Test
  void saysWhichServerDoesNotAnswer() {
    TestDs.Outcome outcome = ds.run("orgs");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("error: no answer from http://localhost:1: Connection refused\n");
  }

  @Test
  void checksTheCallBeforeItLooksForAWorkspace() {
    assertThat(ds.run("commit").err()).startsWith("usage: ds commit");
    assertThat(ds.run("commit", "-m", "x").err())
        .isEqualTo("error: not a docstore workspace (run 'ds init' first)\n");
  }

  @Test
  void fallsBackToTheBuiltInServer() {
    TestDs.Outcome outcome = new TestDs(directory).with("https_proxy", "localhost:1").run("orgs");
    assertThat(outcome.err()).startsWith("error: no answer from https://docstore.dev: ");
  }
}
