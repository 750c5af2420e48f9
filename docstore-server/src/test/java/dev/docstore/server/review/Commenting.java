package dev.docstore.server.review;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** A repo with a branch {@code fix}, whose file {@code a.txt} has three lines to comment on. */
final class Commenting {
  static final TestServer SERVER = TestServer.shared();

  final TestRepo repo = TestRepo.newOn(SERVER);
  final String version;
  final long head;

  Commenting() {
    repo.commit("main", "base.txt", "of main");
    repo.fork("fix");
    head = repo.commit("fix", "a.txt", "1\n2\n3\n");
    version = versionOf("a.txt", "fix");
  }

  String versionOf(String path, String branch) {
    return repo.get("file/" + path + "?branch=" + branch)
        .expect(200)
        .json()
        .get("version_id")
        .asString();
  }

  /** A comment on {@code a.txt}; more members begin with a comma. */
  Answer comment(String body, String more) {
    return repo.post(
        "comment",
        "{\"branch\":\"fix\",\"path\":\"a.txt\",\"version_id\":\"%s\",\"body\":\"%s\"%s}"
            .formatted(version, body, more));
  }

  /** The id of a new comment. */
  String commented(String body) {
    return id(comment(body, ""));
  }

  /** The id of a new answer to a comment. */
  String replied(String to, String body) {
    return id(reply(repo, to, body));
  }

  static Answer reply(TestRepo by, String to, String body) {
    return by.post(
        "comment",
        "{\"branch\":\"fix\",\"in_reply_to\":\"%s\",\"body\":\"%s\"}".formatted(to, body));
  }

  JsonNode list(String query) {
    return repo.get("branch/fix/comments" + query).expect(200).json();
  }

  /** The same repo, seen by somebody with that role. */
  TestRepo as(String role) {
    String identity = role + "@example.com";
    repo.send("PUT", "roles/" + identity, "{\"role\":\"%s\"}".formatted(role)).expect(200);
    return repo.via(SERVER.as(identity));
  }

  static String id(Answer answer) {
    return answer.expect(201).json().get("id").asString();
  }
}
