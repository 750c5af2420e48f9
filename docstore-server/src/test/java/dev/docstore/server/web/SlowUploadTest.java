package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.RawHttp;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Page 00 A6: a slow upload is told so. */
class SlowUploadTest {
  private static final TestServer SERVER = TestServer.shared();

  @ParameterizedTest
  @ValueSource(strings = {"commit", "merge", "check"})
  void aBodyThatStopsComingIsARequestTimeout(String endpoint) {
    TestRepo repo = TestRepo.newOn(SERVER);

    String answer =
        RawHttp.send(
            SERVER.url(),
            "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
                .formatted(repo.path(endpoint)));

    assertThat(answer)
        .startsWith("HTTP/1.1 408 ")
        .contains("\r\nContent-Type: application/json\r\n")
        .contains("\r\nConnection: close\r\n")
        .endsWith(
            "{\"code\":\"REQUEST_TIMEOUT\",\"error\":\"the request's body stopped coming for 10"
                + " seconds\"}\n");
    SERVER.api().get("/healthz").expect(200);
  }
}
