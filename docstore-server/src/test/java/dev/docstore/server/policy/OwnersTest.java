package dev.docstore.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who owns what (spec 02 §7.9). */
class OwnersTest {
  private static Owners owners(Map<String, String> files) {
    return Owners.of(
        files.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, file -> file.getValue().getBytes(StandardCharsets.UTF_8))));
  }

  @ParameterizedTest
  @CsvSource({"src/pkg/foo.go, pkg", "src/bar.go, src", "README.md, root", "srcs/x, root"})
  void theNearestFolderWithOwnersDecides(String path, String owner) {
    Owners owners = owners(Map.of("OWNERS", "root", "src/OWNERS", "src", "src/pkg/OWNERS", "pkg"));
    assertThat(owners.of(path)).containsExactly(owner);
  }

  @Test
  void aPathOutsideOfAllHasNone() {
    Owners owners = owners(Map.of("docs/OWNERS", "writer"));
    assertThat(owners.of("src/foo.go")).isNull();
    assertThat(owners.of("README.md")).isNull();
    assertThat(owners.of("docs/a/b")).containsExactly("writer");
    assertThat(owners.rules()).containsOnlyKeys("docs");
  }

  @Test
  void aFileHasOneIdentityALine() {
    assertThat(
            owners(Map.of("OWNERS", "  Ann@example.com \r\n\n# nobody\nbob # not a comment\n"))
                .of("f"))
        .containsExactly("Ann@example.com", "bob # not a comment");
  }

  @Test
  void aFileWithoutEntriesLeavesItToTheParent() {
    assertThat(owners(Map.of("OWNERS", "root", "a/OWNERS", "# nobody\n\n")).of("a/f"))
        .containsExactly("root");
  }

  @Test
  void aLineThatIsTooLongEndsTheFile() {
    String tooLong = "x".repeat((64 << 10) + 1);
    assertThat(owners(Map.of("OWNERS", "ann\n" + tooLong + "\nbob")).of("f"))
        .isEqualTo(List.of("ann"));
  }
}
