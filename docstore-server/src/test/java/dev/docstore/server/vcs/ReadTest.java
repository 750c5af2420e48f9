package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Spec 01 §10; page 00 B6, B7, B14, E13. */
class ReadTest {
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(TestServer.shared());
  }

  @Test
  void aPageIsAsLongAsWasAskedFor() {
    int many = 2 * PagedAnswer.PAGE + 1;
    String[] files = new String[2 * many];
    for (int i = 0; i < many; i++) {
      files[2 * i] = "f%05d".formatted(i);
      files[2 * i + 1] = "";
    }
    repo.commit("main", files);
    assertThat(repo.paths("")).hasSize(100);
    assertThat(repo.paths("limit=9223372036854775807")).hasSize(many).isSorted();
    assertThat(repo.paths("limit=" + (many - 1)))
        .hasSize(many - 1)
        .endsWith("f%05d".formatted(many - 2));
    assertThat(repo.paths("limit=1000&after=f00999")).startsWith("f01000").endsWith("f01999");
  }

  @Test
  void pagesOfABranchHaveEverythingOnce() {
    repo.commit("main", "a", "1", "b", "1", "d", "1", "e", "1");
    repo.fork("b");
    repo.commit("b", "a", "2", "c", "2", "d", null, "f", "2");
    for (int limit = 1; limit <= 6; limit++) {
      List<String> page = repo.paths("branch=b&limit=" + limit);
      List<String> seen = new ArrayList<>(page);
      while (page.size() == limit) {
        page = repo.paths("branch=b&limit=" + limit + "&after=" + seen.getLast());
        seen.addAll(page);
      }
      assertThat(seen).containsExactly("a", "b", "c", "e", "f");
    }
  }

  @Test
  void historyIsThatOfTheBranchAndOfMainBelowIt() {
    repo.commit("main", "a", "1");
    repo.commit("main", "a", null);
    repo.fork("b");
    repo.commit("main", "a", "3");
    repo.commit("b", "a", "4");
    JsonNode history = repo.get("file/a/history?branch=b").expect(200).json();
    assertThat(history.valueStream().map(e -> e.get("sequence").asLong()))
        .containsExactly(4L, 2L, 1L);
    assertThat(history.get(0).propertyNames())
        .containsExactly("sequence", "version_id", "message", "author", "created_at");
    assertThat(history.get(1).get("version_id").isNull()).isTrue();
    assertThat(repo.get("file/a/history?branch=b&limit=1&after=4").json().get(0).get("sequence"))
        .isEqualTo(history.get(1).get("sequence"));
    assertThat(repo.get("file/never/history").expect(200).text()).isEqualTo("[]\n");
    assertThat(repo.get("file/a/history?branch=nowhere").expect(200).text()).isEqualTo("[]\n");
    repo.get("file/a/history?after=x").expectError(400, "BAD_REQUEST", "invalid 'after' parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/svg+xml", "application/javascript", "text/xml"})
  void rawActiveContentIsNeverShown(String type) {
    Answer answer = raw(type);
    assertThat(answer.header("Content-Disposition")).isEqualTo("attachment");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
  }

  @Test
  void rawContentHasItsTypeAndLength() {
    Answer answer = raw("text/plain\\r\\nX-Evil: 1");
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain  X-Evil: 1");
    assertThat(answer.header("X-Evil")).isNull();
    assertThat(answer.header("Content-Length")).isEqualTo("1");
    assertThat(answer.header("Content-Disposition")).isNull();
    assertThat(answer.text()).isEqualTo("x");
    assertThat(raw("").header("Content-Type")).isEqualTo("application/octet-stream");
  }

  private Answer raw(String type) {
    String path = "f" + UUID.randomUUID();
    TestRepo fresh = TestRepo.newOn(TestServer.shared());
    fresh
        .post(
            "commit",
            "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"%s\",\"content\":\"eA==\",\"content_type\":\"%s\"}]}"
                .formatted(path, type))
        .expect(201);
    return fresh.get("file/" + path + "?format=raw").expect(200);
  }

  @Test
  void aVersionIsReadByItsId() {
    repo.commit("main", "a", "1");
    String version = repo.get("file/a").json().get("version_id").asString();
    repo.commit("main", "a", null);
    assertThat(repo.get("blob/" + version).expect(200).json().get("content").asString())
        .isEqualTo("MQ==");
    assertThat(repo.get("blob/" + version + "?format=raw").expect(200).text()).isEqualTo("1");
    for (String unknown : new String[] {UUID.randomUUID().toString(), "nonsense", "1-1-1-1-1"}) {
      repo.get("blob/" + unknown).expectError(404, "NOT_FOUND", "version not found");
    }
    TestRepo other = TestRepo.newOn(TestServer.shared());
    other.get("blob/" + version).expectError(404, "NOT_FOUND", "version not found");
  }
}
