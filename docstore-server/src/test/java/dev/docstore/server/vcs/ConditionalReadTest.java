package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Page 00 B17: tags, 304 and what may be kept for ever. */
class ConditionalReadTest {
  private static final String IMMUTABLE = "private, max-age=31536000, immutable";
  private static final String REVALIDATE = "private, no-cache";

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(TestServer.shared());
    repo.commit("main", "a", "1");
    repo.commit("main", "b", "2");
    repo.fork("b");
    repo.commit("b", "a", "3");
    repo.post("releases", "{\"name\":\"v1\",\"sequence\":1}").expect(201);
  }

  private static String tag(Answer answer) {
    String tag = Objects.requireNonNull(answer.expect(200).header("ETag"));
    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    return tag;
  }

  private Answer ask(String endpoint, String ifNoneMatch) {
    return repo.send("GET", endpoint, "", "If-None-Match", ifNoneMatch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tree",
        "tree?branch=b&limit=1&after=a",
        "tree?branch=nowhere",
        "file/a",
        "file/a?format=raw",
        "file/a?branch=b",
        "file/a/history?branch=b",
        "commits",
        "commits?branch=b&limit=1",
        "commit/3",
        "chain?from=1&to=9",
        "archive?branch=b",
        "archive?branch=b&format=zip",
        "diff?branch=b",
        "branches",
        "releases",
        "releases/v1"
      })
  void aReadThatChangedNothingIs304(String endpoint) {
    Answer first = repo.get(endpoint);
    String tag = tag(first);

    for (String known : new String[] {tag, "W/" + tag, "\"x\", W/\"y\" , " + tag, " * "}) {
      Answer again = ask(endpoint, known).expect(304);
      assertThat(again.bytes()).isEmpty();
      assertThat(again.header("ETag")).isEqualTo(tag);
      assertThat(again.header("Cache-Control")).isEqualTo(first.header("Cache-Control"));
    }
    for (String other : new String[] {"\"x\"", "", tag.substring(1), tag.replace("\"", "")}) {
      assertThat(ask(endpoint, other).expect(200).bytes()).isEqualTo(first.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tree?branch=b",
        "file/a?branch=b",
        "file/a?branch=b&format=raw",
        "file/a/history?branch=b",
        "commits?branch=b",
        "chain?from=1&to=9",
        "archive?branch=b",
        "diff?branch=b",
        "branches"
      })
  void aCommitMakesAnotherState(String endpoint) {
    String before = tag(repo.get(endpoint));
    repo.commit("b", "a", "4");
    assertThat(ask(endpoint, before).expect(200).header("ETag")).isNotEqualTo(before);
    assertThat(repo.get(endpoint).header("Cache-Control")).isEqualTo(REVALIDATE);
  }

  @Test
  void pagesAndFormsAreToldApart() {
    String[] endpoints = {
      "tree",
      "tree?limit=1",
      "tree?after=a",
      "tree?branch=b",
      "archive?branch=main",
      "archive?branch=main&format=zip",
      "archive?branch=main&format=tar.gz",
      "file/a",
      "file/a?format=raw",
      "commits",
      "commits?limit=1",
      "file/a/history",
      "file/b/history"
    };
    assertThat(endpoints).extracting(endpoint -> tag(repo.get(endpoint))).doesNotHaveDuplicates();
  }

  @Test
  void aVersionAndAnExplicitSequenceAreForEver() {
    String version = repo.get("file/a").json().get("version_id").asString();
    for (String endpoint :
        new String[] {
          "blob/" + version,
          "blob/" + version + "?format=raw",
          "tree?at=2",
          "tree?at=0",
          "tree?branch=b&at=3",
          "tree?branch=b&at=1",
          "file/a?at=1",
          "file/a?at=2&format=raw",
          "archive?branch=b&at=3",
          "commit/3"
        }) {
      Answer answer = repo.get(endpoint);
      assertThat(answer.header("Cache-Control")).as(endpoint).isEqualTo(IMMUTABLE);
      ask(endpoint, tag(answer)).expect(304);
    }
  }

  @Test
  void whatMayComeToMeanSomethingElseIsNot() {
    for (String endpoint :
        new String[] {
          "tree",
          "tree?at=3",
          "tree?at=v1",
          "tree?branch=nowhere&at=1",
          "file/a?at=v1",
          "file/a?at=99",
          "file/a?format=raw",
          "archive?branch=main&at=99",
          "file/a/history",
          "commits?after=2",
          "chain?from=1&to=2",
          "releases/v1",
          "releases",
          "branches"
        }) {
      assertThat(repo.get(endpoint).expect(200).header("Cache-Control"))
          .as(endpoint)
          .isEqualTo(REVALIDATE);
    }
  }

  @Test
  void aReleaseThatNamesAnotherSequenceIsAnotherState() {
    String before = tag(repo.get("tree?at=v1"));
    repo.delete("releases/v1").expect(204);
    repo.post("releases", "{\"name\":\"v1\",\"sequence\":2}").expect(201);
    assertThat(ask("tree?at=v1", before).expect(200).header("ETag")).isNotEqualTo(before);
  }

  @Test
  void aRebaseChangesTheListsButNotThePast() {
    repo.commit("main", "c", "5");
    String past = tag(repo.get("tree?branch=b&at=3"));
    String history = tag(repo.get("commits?branch=b"));
    repo.rebase("b").expect(200);
    assertThat(tag(repo.get("tree?branch=b&at=3"))).isEqualTo(past);
    assertThat(tag(repo.get("commits?branch=b"))).isNotEqualTo(history);
  }

  @Test
  void nothingIsKnownOfWhatIsNotThere() {
    for (String endpoint : new String[] {"file/none", "commit/99", "releases/none", "blob/x"}) {
      Answer answer = ask(endpoint, "*").expect(404);
      assertThat(answer.header("ETag")).isNull();
      assertThat(answer.header("Cache-Control")).isNull();
    }
    ask("archive?branch=none", "*").expect(404);
    ask("diff?branch=none", "*").expect(404);
  }

  @Test
  void aBranchIsNever304() {
    String etag = repo.etag("b");
    assertThat(ask("branch/b", etag).expect(200).header("ETag")).isEqualTo(etag);
    ask("branch/b", "*").expect(200);
  }

  @Test
  void twoReposWithEqualContentsAreToldApart() {
    TestRepo other = TestRepo.newOn(TestServer.shared());
    other.commit("main", "a", "1");
    other.commit("main", "b", "2");
    assertThat(tag(other.get("tree"))).isNotEqualTo(tag(repo.get("tree")));
    assertThat(tag(other.get("file/a?format=raw"))).isEqualTo(tag(repo.get("file/a?format=raw")));
  }
}
