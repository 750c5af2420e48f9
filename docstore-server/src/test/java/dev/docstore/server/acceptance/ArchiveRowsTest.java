package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.token.Hmac;
import dev.docstore.common.token.RequestToken;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.SecuredServer.Job;
import dev.docstore.server.testing.Tar;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rows 43 to 45 of spec 01 §19: archives and signed URLs. */
class ArchiveRowsTest {
  private static final SecuredServer SERVER = SecuredServer.shared();
  private static final byte[] KEY = SecuredServer.ARCHIVE_KEY.getBytes(StandardCharsets.UTF_8);

  private static final Pattern URL =
      Pattern.compile(
          "https://docstore\\.example\\.com/repos/(.+)/-/archive"
              + "\\?branch=([^&]*)&at=(\\d+)&expires=(\\d+)&sig=([0-9a-f]{64})");

  private final TestRepo repo = TestRepo.of(SERVER.admin(), SERVER.newRepo());
  private final String presign = "/repos/" + repo.name().replace("/", "%2F") + "/-/archive/presign";

  @Test
  void row43AnArchiveNeedsABranchThatExists() {
    repo.get("archive").expectError(400, "BAD_REQUEST", "branch parameter is required");
    repo.get("archive?branch=nowhere").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    repo.get("archive?branch=nowhere&at=x")
        .expectError(400, "BAD_REQUEST", "invalid 'at' parameter");
    repo.get("archive?branch=main&at=v1").expectError(400, "BAD_REQUEST", "invalid 'at' parameter");
  }

  @Test
  void row43AnArchiveHasEveryPathInByteOrder() {
    repo.commit("main", "b", "1", "a/b", "large".repeat(50_000), "a", "", "a-b", "1", "Z", "1");
    Answer archive = repo.get("archive?branch=main").expect(200);
    assertThat(archive.header("Content-Type")).isEqualTo("application/x-tar");
    assertThat(Tar.names(archive.bytes())).containsExactly("Z", "a", "a-b", "a/b", "b");
  }

  @Test
  void row44SignsTheJobsOwnSourceForItsRequestToken() {
    Job job = SERVER.newJob(repo.name(), "fix/a b", 7, "checks");

    Answer answer = SERVER.bearer(job.secret().plaintext()).post(presign, "").expect(200);

    Matcher url = URL.matcher(answer.json().get("url").asString());
    assertThat(url.matches()).isTrue();
    assertThat(URLDecoder.decode(url.group(1), StandardCharsets.UTF_8)).isEqualTo(repo.name());
    assertThat(url.group(2)).isEqualTo("fix%2Fa+b");
    long expires = Long.parseLong(url.group(4));
    assertThat(expires).isBetween(in(3500), in(3700));
    assertThat(Hmac.archiveSignatureMatches(KEY, repo.name(), "fix/a b", 7, expires, url.group(5)))
        .isTrue();
  }

  @Test
  void row44RefusesEverybodyElseInPlainText() {
    Job job = SERVER.newJob(repo.name(), "main", 0, "checks");
    String elsewhere = "/repos/" + SERVER.newRepo() + "/-/archive/presign";
    Api holder = SERVER.bearer(job.secret().plaintext());

    unauthorized(SERVER.nobody().post(presign, ""));
    unauthorized(SERVER.admin().post(presign, ""));
    unauthorized(SERVER.bearer(RequestToken.random().plaintext()).post(presign, ""));
    unauthorized(holder.post(elsewhere, ""));
    unauthorized(job.api().post(elsewhere, ""));
    job.become("passed");
    unauthorized(holder.post(presign, ""));
    unauthorized(job.api().post(presign, ""));
  }

  @Test
  void row44SaysWhenItIsNotConfigured() {
    TestServer plain = TestServer.shared();

    plain
        .api()
        .post("/repos/" + plain.newRepo() + "/-/archive/presign", "")
        .expectError(503, "SERVICE_UNAVAILABLE", "presigned archives not configured");
  }

  @Test
  void row45TheSignedUrlDownloadsTheArchive() {
    Job job = SERVER.newJob(repo.name(), "main", 0, "checks");
    URI url = URI.create(job.api().post(presign, "").expect(200).json().get("url").asString());
    String path = url.getRawPath() + "?" + url.getRawQuery();

    SERVER.nobody().get(path).expect(200);
    SERVER.nobody().get(path.replaceFirst("sig=.", "sig=x")).expect(403);
  }

  @Test
  void row45ASignedUrlNeedsNothingElse() {
    repo.commit("main", "a", "1");
    long expires = Instant.now().getEpochSecond() + 60;
    String signature = Hmac.archiveSignature(KEY, repo.name(), "main", 1, expires);
    TestRepo stranger = repo.via(SERVER.nobody());
    assertThat(Tar.names(stranger.get(signed(1, expires, signature)).expect(200).bytes()))
        .containsExactly("a");
    stranger.get(signed(1, expires, signature.toUpperCase(Locale.ROOT))).expect(200);
    stranger.get("archive?branch=main&at=1&expires=" + expires).expect(401);
  }

  @Test
  void row45AnExpiredOrForgedUrlIsForbidden() {
    long expired = Instant.now().getEpochSecond() - 1;
    long expires = expired + 61;
    text(
        signed(1, expired, Hmac.archiveSignature(KEY, repo.name(), "main", 1, expired)), "expired");
    text(
        signed(
            1,
            expires,
            Hmac.archiveSignature(
                "other".getBytes(StandardCharsets.UTF_8), repo.name(), "main", 1, expires)),
        "forbidden");
    text(
        signed(2, expires, Hmac.archiveSignature(KEY, repo.name(), "main", 1, expires)),
        "forbidden");
    text(signed(1, expires, "nonsense"), "forbidden");
  }

  @Test
  void row45ASignedUrlIsWhole() {
    String missing = "missing required query parameters";
    for (String query :
        new String[] {
          "sig=x", "branch=main&sig=x", "branch=main&at=1&sig=x", "at=1&expires=1&sig=x"
        }) {
      repo.get("archive?" + query).expectError(400, "BAD_REQUEST", missing);
    }
    repo.get("archive?branch=main&at=x&expires=1&sig=x")
        .expectError(400, "BAD_REQUEST", "invalid at parameter");
    repo.get("archive?branch=main&at=1&expires=x&sig=x")
        .expectError(400, "BAD_REQUEST", "invalid expires parameter");
    long expires = Instant.now().getEpochSecond() + 60;
    repo.get(
            "archive?branch=nowhere&at=1&expires=%d&sig=%s"
                .formatted(expires, Hmac.archiveSignature(KEY, repo.name(), "nowhere", 1, expires)))
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
  }

  @Test
  void row45WithoutAKeyTheFeatureIsOff() {
    TestRepo elsewhere = TestRepo.newOn(TestServer.shared());
    assertThat(elsewhere.get(signed(1, 1, "x")).expect(403).text()).isEqualTo("forbidden\n");
  }

  private String signed(long at, long expires, String signature) {
    return "archive?branch=main&at=%d&expires=%d&sig=%s".formatted(at, expires, signature);
  }

  private void text(String endpoint, String message) {
    Answer answer = repo.get(endpoint).expect(403);
    assertThat(answer.text()).isEqualTo(message + "\n");
    assertThat(answer.header("Content-Type"))
        .isEqualToIgnoringWhitespace("text/plain; charset=utf-8");
  }

  private static void unauthorized(Answer answer) {
    assertThat(answer.expect(401).text()).isEqualTo("unauthorized\n");
  }

  private static long in(long seconds) {
    return Instant.now().getEpochSecond() + seconds;
  }
}
