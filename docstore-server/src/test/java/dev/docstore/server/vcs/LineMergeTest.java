package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Page 00 B9 and B12: which changes of one path fit together. */
class LineMergeTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String TEXT = "one\ntwo\nthree\nfour\nfive\n";
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  private void parted(String base, String branch, String main) {
    repo.commit("main", "f", base);
    repo.fork("b");
    repo.commit("b", "f", branch);
    repo.commit("main", "f", main);
  }

  private void commitMode(String branch, String text, String mode) {
    repo.post(
            "commit",
            "{\"branch\":\"%s\",\"message\":\"m\",\"files\":[{\"path\":\"f\",\"content\":\"%s\",\"mode\":\"%s\"}]}"
                .formatted(branch, Api.base64(text), mode))
        .expect(201);
  }

  /** The conflicts, which a diff, a dry run, a merge and a rebase must all tell alike. */
  private List<String> conflicts() {
    Answer merge = repo.merge("b").expect(409);
    assertThat(repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true}").expect(409).text())
        .isEqualTo(merge.text());
    assertThat(repo.rebase("b").expect(409).text()).isEqualTo(merge.text());
    JsonNode conflicts = merge.json().get("conflicts");
    assertThat(repo.get("diff?branch=b").json().get("conflicts")).isEqualTo(conflicts);
    return conflicts
        .valueStream()
        .map(c -> c.get("path").asString() + " " + c.get("kind").asString())
        .toList();
  }

  private Map<String, String> merged() {
    assertThat(repo.get("diff?branch=b").json().has("conflicts")).isFalse();
    repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true}").expect(200);
    repo.merge("b").expect(200);
    SuspiciousClient.verify(repo);
    return repo.files("branch=main");
  }

  @Test
  void changesOfDifferentLinesAreMerged() {
    parted(TEXT, "ONE\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nFIVE\n");
    assertThat(merged()).isEqualTo(Map.of("f", "ONE\ntwo\nthree\nfour\nFIVE\n"));
  }

  @Test
  void lineEndingsAndAMissingNewlineStay() {
    parted("one\r\ntwo\r\nthree", "ONE\r\ntwo\r\nthree", "one\r\ntwo\r\nTHREE");
    assertThat(merged()).isEqualTo(Map.of("f", "ONE\r\ntwo\r\nTHREE"));
  }

  @Test
  void changesOfTheSameLineAreAConflict() {
    parted(TEXT, TEXT.replace("three", "B"), TEXT.replace("three", "M"));
    assertThat(conflicts()).containsExactly("f content");
  }

  @Test
  void onlyThePathsThatOverlapAreReported() {
    repo.commit("main", "fits", TEXT, "clashes", TEXT);
    repo.fork("b");
    repo.commit("b", "fits", TEXT.replace("one", "1"), "clashes", TEXT.replace("one", "1"));
    repo.commit("main", "fits", TEXT.replace("five", "5"), "clashes", TEXT.replace("one", "I"));
    assertThat(conflicts()).containsExactly("clashes content");
  }

  @Test
  void binaryFilesAreNotMerged() {
    parted("one\0\ntwo\nthree\n", "ONE\0\ntwo\nthree\n", "one\0\ntwo\nTHREE\n");
    assertThat(conflicts()).containsExactly("f binary");
  }

  @Test
  void theContentTypeDoesNotMakeATextBinary() {
    repo.post(
            "commit",
            "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"f\",\"content\":\"%s\",\"content_type\":\"application/json\"}]}"
                .formatted(Api.base64(TEXT)))
        .expect(201);
    repo.fork("b");
    repo.commit("b", "f", TEXT.replace("one", "1"));
    repo.commit("main", "f", TEXT.replace("five", "5"));
    assertThat(merged()).isEqualTo(Map.of("f", "1\ntwo\nthree\nfour\n5\n"));
  }

  @Test
  void whatIsTooLargeCountsAsBinary() {
    String large = "-\n" + "x".repeat(Lines.MAX_BYTES) + "\n-\n";
    parted("one\n" + large + "end\n", "1\n" + large + "end\n", "one\n" + large + "END\n");
    assertThat(conflicts()).containsExactly("f binary");
  }

  @Test
  void aChangeAndADeletionAreAConflict() {
    repo.commit("main", "a", TEXT, "z", TEXT);
    repo.fork("b");
    repo.commit("b", "a", null, "z", TEXT.replace("one", "1"));
    repo.commit("main", "a", TEXT.replace("one", "1"), "z", null);
    assertThat(conflicts()).containsExactly("a modify_delete", "z modify_delete");
  }

  @Test
  void differentFilesUnderANewPathAreAConflict() {
    repo.fork("b");
    repo.commit("b", "f", "b\n");
    repo.commit("main", "f", "m\n");
    assertThat(conflicts()).containsExactly("f add_add");
  }

  @Test
  void whatABranchTookBackIsMains() {
    repo.commit("main", "f", "1", "g", "1");
    repo.fork("b");
    repo.commit("b", "f", "2", "g", null);
    repo.commit("b", "f", "1", "g", "1");
    repo.commit("main", "f", "3", "g", null);
    assertThat(merged()).isEqualTo(Map.of("f", "3"));
  }

  @Test
  void whatMainTookBackIsTheBranchs() {
    repo.commit("main", "f", "1", "g", "1");
    repo.fork("b");
    repo.commit("b", "f", "2", "g", null);
    repo.commit("main", "f", "3", "g", null);
    repo.commit("main", "f", "1", "g", "1");
    assertThat(merged()).isEqualTo(Map.of("f", "2"));
  }

  @Test
  void aModeAndALineAreMergedTogether() {
    repo.commit("main", "f", TEXT);
    repo.fork("b");
    commitMode("b", TEXT, "100755");
    repo.commit("main", "f", TEXT.replace("one", "1"));
    assertThat(merged()).isEqualTo(Map.of("f", TEXT.replace("one", "1")));
    assertThat(repo.get("tree").json().get(0).get("mode").asString()).isEqualTo("100755");
  }

  @Test
  void aModeThatOneSideTakesBackIsGone() {
    commitMode("main", TEXT, "100755");
    repo.fork("b");
    commitMode("b", TEXT.replace("one", "1"), "100755");
    repo.commit("main", "f", TEXT.replace("five", "5"));
    assertThat(merged()).isEqualTo(Map.of("f", "1\ntwo\nthree\nfour\n5\n"));
    assertThat(repo.get("tree").json().get(0).has("mode")).isFalse();
  }
}
