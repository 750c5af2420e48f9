package dev.docstore.ci.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogServerTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path directory;

  private LogServer server;

  @BeforeEach
  void start() throws IOException {
    server = LogServer.start(0, false);
    Files.writeString(directory.resolve("ci_build.log"), "so far\n");
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void expect(String path, int status, String body) throws Exception {
    HttpResponse<String> answer = ask("GET", path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
  }

  @Test
  void showsTheLogAsFarAsItIsWritten() throws Exception {
    server.attach(directory);
    expect("/logs/ci/build", 200, "so far\n");
    expect("/logs/ci%2Fbuild?x=y", 200, "so far\n");

    Files.writeString(directory.resolve("ci_build.log"), "so far\nand further\n");
    expect("/logs/ci/build", 200, "so far\nand further\n");
  }

  @Test
  void sendsToAFollowerWhatIsWrittenUntilTheCheckEnds() throws Exception {
    Path log = directory.resolve("ci_build.log");
    server.attach(directory);
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/logs/ci%2Fbuild?follow=true");
    HttpResponse<InputStream> answer =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("so far");
      Files.writeString(log, "further\n", StandardOpenOption.APPEND);
      assertThat(lines.readLine()).isEqualTo("further");
      Files.writeString(log, "last\n", StandardOpenOption.APPEND);
      Files.createFile(CheckLog.endMark(log));
      assertThat(lines.readLine()).isEqualTo("last");
      assertThat(lines.readLine()).isNull();
    }
  }

  @Test
  void endsWithTheJobForAFollower() throws Exception {
    server.attach(directory);
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/logs/ci%2Fbuild?follow=true");
    HttpResponse<InputStream> answer =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    server.detach();

    assertThat(answer.body().readAllBytes()).asString().isEqualTo("so far\n");
  }

  @Test
  void showsAnEmptyLog() throws Exception {
    server.attach(directory);
    Files.createFile(directory.resolve("new.log"));

    expect("/logs/new", 200, "");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    expect("/logs/ci/build", 404, "no active job\n");
    expect("/logs/", 400, "check name required\n");
    server.attach(directory);
    expect("/logs/other", 404, "log not found\n");
    expect("/logs/%00", 404, "log not found\n");
    expect("/logs/../../etc/passwd", 404, "log not found\n");
    server.detach();
    expect("/logs/ci/build", 404, "no active job\n");
  }

  @Test
  void answersNothingButGet() throws Exception {
    server.attach(directory);

    assertThat(ask("POST", "/logs/ci/build").statusCode()).isEqualTo(405);
    assertThat(ask("DELETE", "/").body()).isEqualTo("method not allowed\n");
  }
}
