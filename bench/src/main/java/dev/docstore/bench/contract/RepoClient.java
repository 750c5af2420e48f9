package dev.docstore.bench.contract;

import dev.docstore.bench.http.Body;
import dev.docstore.bench.http.Connection;
import dev.docstore.bench.http.Requests;
import dev.docstore.common.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Calls on one repo over one connection. Anything but a 2xx is an exception. */
public final class RepoClient implements AutoCloseable {
  private final Connection connection;
  private final Requests requests;
  private final String prefix;

  RepoClient(Connection connection, Requests requests, String repo) {
    this.connection = connection;
    this.requests = requests;
    this.prefix = "/repos/" + repo + "/-/";
  }

  /** A GET on the repo, as bytes that can be sent often. */
  public byte[] read(String endpoint) {
    return requests.get(prefix + endpoint);
  }

  /** A POST on the repo, as bytes. */
  public byte[] write(String endpoint, String json) {
    return requests.post(prefix + endpoint, json);
  }

  /** A commit, as bytes. */
  public byte[] commit(String branch, List<SmallFile> files) {
    return write("commit", SmallFile.commitBody(branch, files));
  }

  public byte[] branch(String name) {
    return write("branch", "{\"name\":\"" + name + "\"}");
  }

  public byte[] merge(String branch) {
    return write("merge", "{\"branch\":\"" + branch + "\"}");
  }

  public byte[] rebase(String branch) {
    return write("rebase", "{\"branch\":\"" + branch + "\"}");
  }

  /** Sends a request; returns the answer's body. */
  public byte[] send(byte[] request) throws IOException {
    return connection.exchange(request);
  }

  /** Sends a request whose answer is large; returns its length. */
  public long drain(byte[] request) throws IOException {
    return connection.stream(request, Body.IGNORED);
  }

  /** Sends a request and passes its answer on. */
  public void stream(byte[] request, Body.Sink sink) throws IOException {
    connection.stream(request, sink);
  }

  /** Sends a request; returns what its JSON says. */
  public <T> T send(byte[] request, Class<T> type) throws IOException {
    return Json.read(new String(send(request), StandardCharsets.UTF_8), type);
  }

  /** Uploads a commit as multipart; the body is written by the source. */
  public byte[] uploadCommit(String contentType, long length, Body.Source source)
      throws IOException {
    return connection.upload(requests.postHead(prefix + "commit", contentType, length), source);
  }

  void post(String path, String json) throws IOException {
    connection.exchange(requests.post(path, json));
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
