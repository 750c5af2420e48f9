package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteUrlTest {
  @Test
  void cutsTheServerFromTheRepo() {
    assertThat(RemoteUrl.parse("https://h/"))
        .isEqualTo(new RemoteUrl("https://h", Optional.empty()));
    RemoteUrl repo = new RemoteUrl("https://h", Optional.of("default/myrepo"));
    assertThat(RemoteUrl.parse("https://h/repos/default/myrepo")).isEqualTo(repo);
    assertThat(RemoteUrl.parse("https://h/repos/default/myrepo/-/")).isEqualTo(repo);
  }
}
