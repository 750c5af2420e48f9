package dev.docstore.common.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 §1.4. */
class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"acme", "a", "Größe", "-x", "...", "a b"})
  void acceptsOrgs(String name) {
    assertThat(Names.orgProblem(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', name is required",
    "bad/name, org name may not contain '/'",
    "/, org name may not contain '/'",
    "., 'org name may not contain an empty, ''.'' or ''..'' segment'",
    "-, org name may not contain the segment '-'"
  })
  void refusesOrgs(String name, String problem) {
    assertThat(Names.orgProblem(name)).hasValue(unquoted(problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"feature/x", "a/b/c", "Main", "main/x", "status", "x/statuses", "-"})
  void acceptsBranches(String name) {
    assertThat(Names.branchProblem(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', name is required",
    "main, cannot create branch named 'main'",
    "x/auto-merge, branch name may not end in '/auto-merge'",
    "a/b/status, branch name may not end in '/status'",
    "x/agent-context, branch name may not end in '/agent-context'",
    "x/reviews, branch name may not end in '/reviews'",
    "x/checks, branch name may not end in '/checks'",
    "x/comments, branch name may not end in '/comments'",
    "/x, branch name may not begin or end with '/'",
    "x/, branch name may not begin or end with '/'",
    "a//b, 'branch name may not contain an empty, ''.'' or ''..'' segment'",
    "a/../b, 'branch name may not contain an empty, ''.'' or ''..'' segment'"
  })
  void refusesBranches(String name, String problem) {
    assertThat(Names.branchProblem(name)).hasValue(unquoted(problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.txt", "d/e/f", ".github/x", "history", "a b", "-", "x/-/y", "日本.txt", "..."})
  void acceptsPaths(String path) {
    assertThat(Names.pathProblem(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', file path is required",
    "d/history, file path may not end in '/history'",
    "/etc/passwd, file path may not begin or end with '/'",
    "d/, file path may not begin or end with '/'",
    "../x, 'file path may not contain an empty, ''.'' or ''..'' segment'",
    "a/./x, 'file path may not contain an empty, ''.'' or ''..'' segment'",
    "a//x, 'file path may not contain an empty, ''.'' or ''..'' segment'"
  })
  void refusesPaths(String path, String problem) {
    assertThat(Names.pathProblem(path)).hasValue(unquoted(problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u0000b", "\u001f", "x\u007f", "a\tb", "\ud800"})
  void refusesControlCharactersEverywhere(String name) {
    assertThat(Names.orgProblem(name)).hasValue("org name may not contain control characters");
    assertThat(Names.repoProblem("acme/" + name))
        .hasValue("repo name may not contain control characters");
    assertThat(Names.branchProblem(name))
        .hasValue("branch name may not contain control characters");
    assertThat(Names.pathProblem(name)).hasValue("file path may not contain control characters");
    assertThat(Names.plainProblem("name", name))
        .hasValue("name may not contain control characters");
    assertThat(Names.textProblem("identity", name))
        .hasValue("identity may not contain control characters");
  }

  @Test
  void lengthsCountInBytes() {
    assertThat(Names.orgProblem("x".repeat(255))).isEmpty();
    assertThat(Names.orgProblem("x".repeat(256))).hasValue("org name is longer than 255 bytes");
    assertThat(Names.branchProblem("é".repeat(127))).isEmpty();
    assertThat(Names.branchProblem("é".repeat(128)))
        .hasValue("branch name is longer than 255 bytes");
    assertThat(Names.pathProblem("x".repeat(1024))).isEmpty();
    assertThat(Names.pathProblem("x".repeat(1025))).hasValue("file path is longer than 1024 bytes");
    assertThat(Names.textProblem("identity", "x".repeat(256)))
        .hasValue("identity is longer than 255 bytes");
  }

  @Test
  void reposHaveSegmentsAndNoDash() {
    assertThat(Names.repoProblem("acme/team/sub")).isEmpty();
    assertThat(Names.repoProblem("acme/-/x")).hasValue("repo name may not contain the segment '-'");
    assertThat(Names.repoProblem("acme/")).hasValue("repo name may not begin or end with '/'");
    assertThat(new RepoName("acme/team/sub").owner()).isEqualTo("acme");
    assertThat(new RepoName("acme").owner()).isEqualTo("acme");
  }

  @Test
  void aFreeNameIsNamedInItsProblem() {
    assertThat(Names.plainProblem("check_name", "")).hasValue("check_name is required");
    assertThat(Names.plainProblem("name", "v1.0/rc")).isEqualTo(Optional.empty());
  }

  /** CSV doubles no quotes outside a quoted value. */
  private static String unquoted(String problem) {
    return problem.replace("''", "'");
  }
}
