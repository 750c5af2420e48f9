package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Multipart;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 §1.1, seen through one endpoint. */
class RequestBodyRulesTest {
  private static TestRepo repo;

  @BeforeAll
  static void repo() {
    repo = TestRepo.newOn(TestServer.shared());
  }

  private static String nameCreatedBy(String body) {
    return repo.post("branch", body).expect(201).json().get("name").asString();
  }

  @Test
  void memberNamesMatchInAnyCaseAndTheLastInTheTextWins() {
    assertThat(nameCreatedBy("{\"NAME\":\"case1\"}")).isEqualTo("case1");
    assertThat(nameCreatedBy("{\"name\":\"x\",\"Name\":\"case2\"}")).isEqualTo("case2");
    assertThat(nameCreatedBy("{\"Name\":\"x\",\"name\":\"case3\"}")).isEqualTo("case3");
    assertThat(nameCreatedBy("{\"name\":\"x\",\"name\":\"case4\"}")).isEqualTo("case4");
  }

  @Test
  void theFirstValueCountsWhateverFollows() {
    assertThat(nameCreatedBy(" {\"name\":\"trail1\"} {\"name\":\"x\"}")).isEqualTo("trail1");
    assertThat(nameCreatedBy("{\"name\":\"trail2\"}]]nonsense")).isEqualTo("trail2");
  }

  @Test
  void unknownMembersAreIgnored() {
    assertThat(nameCreatedBy("{\"name\":\"unknown\",\"more\":{\"deep\":[1,null]}}"))
        .isEqualTo("unknown");
  }

  @Test
  void nullIsAnAbsentMemberAndAnEmptyBody() {
    assertThat(nameCreatedBy("{\"name\":\"null\",\"draft\":null}")).isEqualTo("null");
    repo.post("branch", "{\"name\":null}").expectError(400, "BAD_REQUEST", "name is required");
    repo.post("branch", "null").expectError(400, "BAD_REQUEST", "name is required");
  }

  @Test
  void halfASurrogatePairBecomesTheReplacementCharacter() {
    assertThat(nameCreatedBy("{\"name\":\"half\\ud83d\"}")).isEqualTo("half\ufffd");
    assertThat(nameCreatedBy("{\"name\":\"swap\\ude00\\ud83d\"}")).isEqualTo("swap\ufffd\ufffd");
    assertThat(nameCreatedBy("{\"name\":\"whole\\ud83d\\ude00\"}")).isEqualTo("whole😀");
  }

  @Test
  void bytesThatAreNotUtf8BecomeTheReplacementCharacter() {
    byte[] body = "{\"name\":\"bytesX\"}".getBytes(StandardCharsets.UTF_8);
    body[new String(body, StandardCharsets.UTF_8).indexOf('X')] = (byte) 0xff;
    Answer answer =
        TestServer.shared()
            .api()
            .send("POST", repo.path("branch"), BodyPublishers.ofByteArray(body))
            .expect(201);
    assertThat(answer.json().get("name").asString()).isEqualTo("bytes\ufffd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "not json",
        "[]",
        "7",
        "\"text\"",
        "{\"name\":7}",
        "{\"name\":true}",
        "{\"name\":[\"a\"]}",
        "{\"name\":\"a\",\"draft\":\"true\"}",
        "{\"name\":\"a\",\"draft\":1}",
        "{'name':'a'}",
        "{\"name\":\"a\\u0000b\"}",
        "{\"name\":\"a\u0001b\"}",
        "{\"na\\u0000me\":\"a\"}",
        "{\"name\":\"a\"",
        "{\"more\":1e99999999999,\"name\":\"a\",}"
      })
  void everythingElseIsAnInvalidBody(String body) {
    repo.post("branch", body).expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @Test
  void aBodyOfEndlessDepthIsInvalid() {
    repo.post("branch", "[".repeat(100_000))
        .expectError(400, "BAD_REQUEST", "invalid request body");
    repo.post("branch", "{\"a\":".repeat(100_000))
        .expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "1.0",
        "1e0",
        "\"1\"",
        "\"\"",
        "true",
        "{}"
      })
  void anIntegerIsAnInteger(String number) {
    repo.post("releases", "{\"name\":\"n\",\"sequence\":" + number + "}")
        .expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"YQ\"",
        "\"YQ= =\"",
        "\"-_-_\"",
        "\"Y\"",
        "\" YQ==\"",
        "7",
        "{}",
        "\"YQ==YQ==\""
      })
  void contentIsStrictBase64(String content) {
    repo.post(
            "commit",
            "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"a\",\"content\":%s}]}"
                .formatted(content))
        .expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "\"a\"", "[7]", "[\"\"]", "[\"a\"]", "[[]]", "[{\"path\":7}]", "[true]"})
  void filesAreAnArrayOfObjects(String files) {
    repo.post("commit", "{\"branch\":\"main\",\"message\":\"m\",\"files\":%s}".formatted(files))
        .expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "text/plain; charset=latin1",
        "nonsense",
        "application/json; charset=utf-16",
        "multipart/form-data; boundary=x",
        "multipart/",
        ";;;"
      })
  void theContentTypeIsNotLookedAt(String contentType) {
    String name = "type" + Integer.toHexString(contentType.hashCode());
    repo.send("POST", "branch", "{\"name\":\"" + name + "\"}", "Content-Type", contentType)
        .expect(201);
    assertThat(repo.branch(name).get("head_sequence").asLong()).isZero();
  }

  @Test
  void aMultipartBodyWhereJsonIsExpectedIsInvalid() {
    repo.send(
            "POST",
            "branch",
            new String(new Multipart().part("name", "b").bytes(), StandardCharsets.UTF_8),
            "Content-Type",
            Multipart.CONTENT_TYPE)
        .expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @Test
  void aBodyOfMoreThan64MebibytesIsRefused() {
    byte[] body = new byte[64 * 1024 * 1024 + 1];
    Arrays.fill(body, (byte) ' ');
    TestServer.shared()
        .api()
        .send("POST", repo.path("branch"), BodyPublishers.ofByteArray(body))
        .expectError(
            413,
            "PAYLOAD_TOO_LARGE",
            "request body is longer than 67108864 bytes; send large files as multipart");
  }

  @Test
  void anAnswerIsCompactJsonWithANewline() {
    repo.commit("main", "a\\u003cb", "x");
    Answer answer = repo.get("tree").expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text())
        .startsWith("[{\"path\":\"a\\u003cb\",\"version_id\":\"")
        .endsWith("]\n");
    Answer none = repo.delete("branch/" + nameAfterCreating("gone")).expect(204);
    assertThat(none.bytes()).isEmpty();
    assertThat(none.header("Content-Type")).isNull();
  }

  private static String nameAfterCreating(String name) {
    repo.fork(name);
    return name;
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/png, */*;q=0", "nonsense", ";", "a/b/c"})
  void anAnswerIsJsonWhateverIsAccepted(String accept) {
    Answer answer = repo.send("GET", "branches", "", "Accept", accept).expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }
}
