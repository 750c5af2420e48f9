package dev.docstore.server.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One repo on a server, in few words; every call expects to succeed unless it returns an answer.
 */
public final class TestRepo {
  private final Api api;
  private final String name;

  private TestRepo(Api api, String name) {
    this.api = api;
    this.name = name;
  }

  /** A repo that no other test uses. */
  public static TestRepo newOn(TestServer server) {
    return new TestRepo(server.api(), server.newRepo());
  }

  /** A repo that is there. */
  public static TestRepo of(Api api, String name) {
    return new TestRepo(api, name);
  }

  /** The same repo, asked by somebody else or on another server. */
  public TestRepo via(Api other) {
    return new TestRepo(other, name);
  }

  public String name() {
    return name;
  }

  /** The path of an endpoint, {@code tree} for example. */
  public String path(String endpoint) {
    return "/repos/" + name + "/-/" + endpoint;
  }

  public Answer get(String endpoint) {
    return api.get(path(endpoint));
  }

  public Answer post(String endpoint, String json) {
    return api.post(path(endpoint), json);
  }

  public Answer send(String method, String endpoint, String body, String... headers) {
    return api.send(method, path(endpoint), body, headers);
  }

  public Answer delete(String endpoint, String... headers) {
    return api.delete(path(endpoint), headers);
  }

  /** Commits files given as path, text, path, text; a null text deletes. Returns the sequence. */
  public long commit(String branch, @Nullable String... files) {
    return post("commit", commitBody(branch, files)).expect(201).json().get("sequence").asLong();
  }

  /** The body of a commit of files given as path, text, path, text. */
  public static String commitBody(String branch, @Nullable String... files) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < files.length; i += 2) {
      String text = files[i + 1];
      members.add(
          "{\"path\":\"%s\",\"content\":%s}"
              .formatted(files[i], text == null ? "null" : "\"" + Api.base64(text) + "\""));
    }
    return "{\"branch\":\"%s\",\"message\":\"change\",\"files\":[%s]}"
        .formatted(branch, String.join(",", members));
  }

  public void fork(String branch) {
    post("branch", "{\"name\":\"%s\"}".formatted(branch)).expect(201);
  }

  /** The answer to a merge of that branch. */
  public Answer merge(String branch) {
    return post("merge", "{\"branch\":\"%s\"}".formatted(branch));
  }

  /** The answer to a rebase of that branch. */
  public Answer rebase(String branch) {
    return post("rebase", "{\"branch\":\"%s\"}".formatted(branch));
  }

  /** The branch object. */
  public JsonNode branch(String branch) {
    return get("branch/" + branch).expect(200).json();
  }

  /** The current ETag of a branch. */
  public String etag(String branch) {
    String tag = get("branch/" + branch).expect(200).header("ETag");
    if (tag == null) {
      throw new AssertionError("no ETag for " + branch);
    }
    return tag;
  }

  /** The paths of a tree in order; the query begins after {@code ?}. */
  public List<String> paths(String query) {
    List<String> paths = new ArrayList<>();
    get("tree?" + query).expect(200).json().forEach(e -> paths.add(e.get("path").asString()));
    return paths;
  }

  /** Path to text of a branch's tree; the query begins after {@code ?}. */
  public Map<String, String> files(String query) {
    Map<String, String> files = new TreeMap<>();
    for (String path : paths(query)) {
      files.put(path, text(path, query));
    }
    return files;
  }

  /** The text of a file. */
  public String text(String path, String query) {
    String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
    String content =
        get("file/" + encoded + "?" + query).expect(200).json().get("content").asString();
    return new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8);
  }
}
